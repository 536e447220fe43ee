"""Strategy meetings: arranged from the record, held, minuted for each child, reviewed."""
