"""Children: identity, family, legal status, concerns, and who is involved with them."""
