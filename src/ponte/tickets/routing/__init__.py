"""Getting each ticket to somebody: which route it takes, who of its team gets it, and why."""
