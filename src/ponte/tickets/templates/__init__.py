"""Tickets that begin alike: what the form for a new one is filled with."""
