"""Follow-ups: tickets that sleep until a moment, reminders, and what the customer was promised."""
