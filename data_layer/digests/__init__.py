"""Reminders: what asks for attention of whom, as a mail, on paper, and as days in a calendar."""
