"""Handling tickets: links, merging and splitting, what is asked before solving."""
