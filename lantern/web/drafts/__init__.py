"""Drafts of a protocol on their way to adoption, and the versions that were adopted."""
