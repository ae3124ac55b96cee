"""The people we serve: customers, their identities, organisations."""
