"""Photographs, each shown only to whoever may see the child."""
