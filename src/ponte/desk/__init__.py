"""The agents' web."""
