"""The record of an absence: every agency’s facts as entries, added and never changed."""
