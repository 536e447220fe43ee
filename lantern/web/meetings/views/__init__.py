"""The pages of strategy meetings: arranged, and held."""
