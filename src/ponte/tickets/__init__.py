"""Tickets, their messages, and what may be done with them."""
