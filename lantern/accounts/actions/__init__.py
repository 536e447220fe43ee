"""Writes to accounts, each noun in its own module."""
