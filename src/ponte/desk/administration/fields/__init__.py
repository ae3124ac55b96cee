"""Fields and forms in the administration."""
