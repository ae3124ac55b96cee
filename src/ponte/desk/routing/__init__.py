"""What routing shows to those who work: the next ticket, one's own load, and why somebody got a ticket."""
