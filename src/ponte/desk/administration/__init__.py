"""The administration: one folder a place."""
