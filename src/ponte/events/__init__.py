"""The journal: what happened, in order, for ever."""
