"""One file a command: `options(parser)` and `run(given)`; the docstring is its help."""
