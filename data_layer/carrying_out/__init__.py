"""Carrying out what a person asked for: each right of its own, what follows from it, and what is still to be done."""
