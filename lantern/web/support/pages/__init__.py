"""What the pages of the directory, of letters and of support show."""
