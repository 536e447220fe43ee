"""Found and brought back: everybody told, the safe and well check, agreements on how often."""
