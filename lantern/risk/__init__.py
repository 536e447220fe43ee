"""How much danger a child is in: assessments, each on the scale of its protocol."""
