"""Settings, routes, entry points and the process manager."""
