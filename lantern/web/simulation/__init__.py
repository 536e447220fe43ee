"""What a draft would have meant: ask for it, wait for it, and read what came of it."""
