"""What the screen for one's own questions is made of."""
