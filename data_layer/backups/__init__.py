"""Copies of the store, and the ledger of what must be done again on one that is put back."""
