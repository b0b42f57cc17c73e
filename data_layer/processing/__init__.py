"""The record of processing activities (art. 30 GDPR): read from what the desk declares, keeps and does."""
