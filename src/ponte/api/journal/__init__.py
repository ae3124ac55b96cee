"""The journal, and exports that follow it."""
