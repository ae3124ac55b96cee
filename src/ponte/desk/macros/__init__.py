"""Macros on the desk: applied to a ticket, and kept on their page."""
