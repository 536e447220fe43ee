"""The pages of strategy meetings."""
