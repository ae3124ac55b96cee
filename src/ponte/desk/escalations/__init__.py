"""Escalations at the desk: asking from the ticket, the board, and the administration of paths."""
