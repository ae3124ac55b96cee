"""Administration of people."""
