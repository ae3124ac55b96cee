"""The outgoing half of mail: replies, acknowledgements, the outbox."""
