"""Agencies of the partnership: their teams, areas and office hours."""
