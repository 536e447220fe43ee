"""The field’s words: each with its value, label, definition and source."""
