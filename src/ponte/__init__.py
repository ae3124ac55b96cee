"""Ponte: customer support operations over one event log."""

__version__ = "0.1.0"
