"""Letters, the directory, support and the child’s page."""
