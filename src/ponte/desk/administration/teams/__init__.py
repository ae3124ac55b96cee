"""Administration of teams."""
