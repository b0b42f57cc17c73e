"""Complaints (PS §12): what is done about them on the desk, with their own clock."""
