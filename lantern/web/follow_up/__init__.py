"""The pages of what must change, and of children at risk who have not gone."""
