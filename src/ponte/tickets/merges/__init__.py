"""Making one ticket of two, taking that back, and making two of one."""
