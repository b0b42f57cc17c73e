"""What the test of every function with every role needs: the functions, arguments for them, and what each asks."""
