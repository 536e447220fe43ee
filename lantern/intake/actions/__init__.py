"""Receive files, bring their rows in, and decide which child a row is about."""
