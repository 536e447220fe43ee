"""The main jobs done in a real browser, by several people at once."""
