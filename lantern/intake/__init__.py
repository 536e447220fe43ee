"""The post room: files that people bring, kept as they came, and what became of each row."""
