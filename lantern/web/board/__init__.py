"""Missing now: the live board of every child who is missing in somebody's area."""
