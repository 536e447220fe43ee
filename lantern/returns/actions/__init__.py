"""What may be written about a return, a module for each noun."""
