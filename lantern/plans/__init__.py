"""Who does what by when for a child, whatever agreed it. Its actions become duties."""
