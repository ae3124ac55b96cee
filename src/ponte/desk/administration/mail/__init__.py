"""Administration of mail: what came in, what goes out, and our mailboxes."""
