"""The people we serve and their organisations."""
