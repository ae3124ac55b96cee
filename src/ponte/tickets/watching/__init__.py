"""The watch: tickets that nobody would miss until it is too late, each with its reason and since when."""
