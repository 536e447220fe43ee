"""A demonstration: invented agencies and children, made through the same actions as the pages."""
