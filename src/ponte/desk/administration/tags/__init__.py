"""Administration of tags."""
