"""A demonstration: an invented partnership with invented children, made through the same actions as the pages."""
