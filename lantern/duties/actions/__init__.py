"""The ledger of duties: derived, told of, excused, swept and rebuilt; one module for each."""
