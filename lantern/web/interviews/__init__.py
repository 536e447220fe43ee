"""The pages of a return interview: write, review and share it, and how sharing is agreed."""
