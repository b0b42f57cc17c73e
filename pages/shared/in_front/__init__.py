"""What every request passes before it reaches the desk, and every answer before it leaves."""
