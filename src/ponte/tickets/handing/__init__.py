"""Drafts that pass from one to another: to a colleague, or open to the team."""
