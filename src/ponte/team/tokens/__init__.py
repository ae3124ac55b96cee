"""An agent's keys to the API."""
