"""A story built by clicking, and what a draft makes of it."""
