"""Replies that go out at a time, unless the customer writes before."""
