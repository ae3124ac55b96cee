"""Administration of brands."""
