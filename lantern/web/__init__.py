"""The web door: pages."""
