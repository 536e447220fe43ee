"""Strategy meetings: arranged, moved, held, cancelled, reviewed."""
