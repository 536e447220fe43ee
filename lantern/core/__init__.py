"""What everything else stands on: the clock, instants, references, decisions, errors."""
