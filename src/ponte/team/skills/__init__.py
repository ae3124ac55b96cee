"""What people can do, how much at once, and during which hours."""
