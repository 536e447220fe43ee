"""The ledger: who owes what by when for each absence and child, derived from the facts."""
