"""Kinds that only these tests use."""

from ponte.events.kinds import Kind, register

register(Kind("test.happened", "%(actor)s did something", {"n": int}))
