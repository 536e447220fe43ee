"""The pages of a child: find, add, read, and keep ready."""
