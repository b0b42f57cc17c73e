"""The parts of the screens about complaints."""
