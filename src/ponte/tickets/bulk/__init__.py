"""One change on thousands of tickets, made by the workers: with progress, cancel, a result for each, and undo."""
