"""/fields and /forms: what a company asks for on its tickets."""
