"""The pages on which a story is built and kept."""
