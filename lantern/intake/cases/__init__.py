"""Rows of case systems become records: one module for each kind of file."""
