"""Who did and who saw what: an append-only trail in which a change shows."""
