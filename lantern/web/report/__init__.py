"""Report a child missing: one question at a time, kept as it goes."""
