"""Ponte: customer support operations over one event log."""
