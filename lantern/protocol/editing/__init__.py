"""Changes the text of a rulebook by single edits that keep every other character of it."""
