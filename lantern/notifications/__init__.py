"""Telling people: handovers that climb, messages, and the outbox that delivers them."""
