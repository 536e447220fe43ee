"""Agencies of the partnership: their teams, what each covers, areas and office hours."""
