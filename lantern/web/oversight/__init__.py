"""Who did what, who looked at which record, and records opened in an emergency."""
