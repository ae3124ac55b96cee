"""Plain Python: nothing here knows Django."""
