"""The e-mail channel: mailboxes, mail in, mail out."""
