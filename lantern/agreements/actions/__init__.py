"""Writes to drafts and adopted versions, each noun in its own module."""
