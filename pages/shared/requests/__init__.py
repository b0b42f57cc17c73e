"""The parts of the screens about requests."""
