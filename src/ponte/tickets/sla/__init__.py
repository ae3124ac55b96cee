"""Deadlines (SLA): policies that promise answers in time, and the clocks that run on tickets.

`keeping.keep` is called by every behaviour that changes what clocks depend on, in its own transaction; it asks
`clocks.advance` what follows and writes it: rows of `Clock` as the state, `sla.*` events as the history from which
`recomputing` can work everything out again. `expiring` warns and breaches when the moment comes.
"""
