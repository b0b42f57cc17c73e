"""The store of the privacy desk and everything that reads or writes it; no screens in here."""
