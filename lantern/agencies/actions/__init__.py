"""Writes to agencies, each noun in its own module."""
