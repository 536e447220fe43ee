"""Bring in records: choose, send, see what would become of each row, and say what is to happen."""
