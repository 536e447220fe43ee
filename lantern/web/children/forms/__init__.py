"""What the pages of a child ask."""
