"""Members of staff: accounts, roles, passwords and sessions."""
