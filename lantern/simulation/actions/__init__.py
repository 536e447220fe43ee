"""Ask for a simulation, and keep what it found."""
