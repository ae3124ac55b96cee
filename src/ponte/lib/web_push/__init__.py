"""Web Push: words for a browser that only it can read (RFC 8291), from a sender that proves who it is (RFC 8292)."""
