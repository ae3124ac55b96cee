"""Administration of the journal: what happened, by whom, and the way to take it along."""
