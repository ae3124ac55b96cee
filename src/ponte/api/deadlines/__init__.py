"""Policies, schedules, and the clocks of tickets."""
