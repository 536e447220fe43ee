"""The door of the clock: what runs by itself, and the worker that runs it."""
