"""The ways in which a message leaves: each takes a letter and says how it went."""
