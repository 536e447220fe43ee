"""Writes the pages of docs/reference that come from the code. `make docs` runs it."""
