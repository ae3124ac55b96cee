"""Views: lists of tickets that people put together for themselves, their teams or everybody."""
