"""The inbox: queues of tickets, filters, search within, and acting on several at once."""
