"""The pages of a child’s plan and its actions."""
