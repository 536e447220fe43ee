"""A child's plan: agreed, added to and ended; what became of each action in it."""
