"""The pages of an absence: read it, record on it, decide, correct."""
