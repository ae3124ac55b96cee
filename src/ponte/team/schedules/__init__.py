"""Hours of work: schedules with their holidays, closures and extra hours, each version kept."""
