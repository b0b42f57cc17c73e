"""The work of each right on the screen of its request."""
