"""The people who work here: agents, roles, teams, availability."""
