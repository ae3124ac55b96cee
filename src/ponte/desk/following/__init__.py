"""Follow-ups at the desk: the popover of a ticket, the same for several, and what stands on the ticket's page."""
