"""Django's PostgreSQL backend, with a cheaper look whether a connection still stands."""
