"""Brings the school's client file into the store: read, map its headings, check, compare, then write all at once."""
