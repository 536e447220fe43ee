"""Every component on one page, for the people who build pages."""
