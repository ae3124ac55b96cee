"""Administration of languages."""
