"""Administration of schedules."""
