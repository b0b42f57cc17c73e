"""Brings files into the store: read their sheets, map the headings, check, compare, then write all at once."""
