"""Requests of people about their data: from the letter on the mat to the end of the case, against the clock."""
