"""The pages of a child, a module for each part of the record."""
