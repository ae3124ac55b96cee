"""How people sign in: what is configured, and what is asked of whom."""
