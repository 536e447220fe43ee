"""The queue of return interviews, each step before one is held, and how soon they come."""
