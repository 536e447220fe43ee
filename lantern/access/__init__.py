"""Who may do and see what: roles, permissions, covers, the parts of a record that are shared."""
