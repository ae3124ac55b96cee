"""The door for programs: REST under /api/v1, with its specification and its page."""
