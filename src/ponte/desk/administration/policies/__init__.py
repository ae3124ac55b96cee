"""Administration of policies (SLA)."""
