"""The kinds of values that fields have: what can be asked of them, in the database, in memory and in words."""
