"""What may be written about where a child is placed and what is kept ready."""
