"""The company's fields on the desk: on a ticket, on a new ticket, and what forms ask."""
