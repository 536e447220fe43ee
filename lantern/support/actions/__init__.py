"""The way in to change the directory, the words of letters, letters and support."""
