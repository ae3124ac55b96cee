"""Escalations: along defined paths to a specialist department or a manager, and back with an answer."""
