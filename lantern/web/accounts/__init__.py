"""Signing in and out, one's own account, and the pages of those who keep accounts."""
