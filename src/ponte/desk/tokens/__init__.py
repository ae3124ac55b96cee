"""One's API tokens."""
