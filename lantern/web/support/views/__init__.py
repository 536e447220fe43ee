"""The directory, letters, support and the page for the child."""
