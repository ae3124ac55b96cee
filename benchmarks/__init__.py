"""Worlds of ten thousand to a million tickets, and what Ponte takes to work in them. Run `bin/bench --help`."""
