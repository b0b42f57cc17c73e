"""Destruction: what is due, or erased on request, goes for good: proposed, approved by another, carried out, proved."""
