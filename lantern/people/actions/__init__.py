"""What may be written on a child's record, a module for each noun."""
