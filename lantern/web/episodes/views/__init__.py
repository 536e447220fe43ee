"""The pages of an absence, a module for each thing done there."""
