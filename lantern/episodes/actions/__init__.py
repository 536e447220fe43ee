"""What may be written on an episode, a module for each noun."""
