"""Administration of states."""
