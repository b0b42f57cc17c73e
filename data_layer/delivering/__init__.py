"""Deliveries to recipients: who goes along, the file, and its entry in the register, made together."""
