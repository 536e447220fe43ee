"""Rules as data: facts in, duties out. Pure Python; no clock, no database, no Django."""
