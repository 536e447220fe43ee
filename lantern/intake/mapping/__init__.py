"""Mappings: which column of a case system’s file is which field of Lantern’s, as data. Pure."""
