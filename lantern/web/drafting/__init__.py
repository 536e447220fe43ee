"""A draft of a protocol, changed by forms."""
