"""Measures every screen on invented stores of several sizes: `python -m tests.bench 2000 13000 100000`."""
