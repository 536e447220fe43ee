"""Ask for a return interview, rate, allocate, offer, and what came of the offer."""
