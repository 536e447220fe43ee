"""A partnership's own protocol: drafted, reviewed by named people, adopted with a date."""
