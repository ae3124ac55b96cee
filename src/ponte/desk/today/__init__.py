"""What needs you: one person's day, each line with its next step."""
