"""Wiring: settings, addresses and templates. No behaviour lives here."""
