"""The three roles that share the work; any number of each may run."""
