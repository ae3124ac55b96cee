"""What is to be done on a ticket, item by item; some before it may be solved."""
