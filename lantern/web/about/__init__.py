"""Pages about Lantern itself."""
