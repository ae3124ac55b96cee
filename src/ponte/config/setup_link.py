"""The one-time link by which the first administrator is made."""

from __future__ import annotations

from ponte.config.environment import Environment


def make(settings: Environment) -> str:
    """The whole link while there is no administrator yet, else an empty text."""
    from ponte.team import setup

    path = setup.link()
    return f"{settings.address}{path}" if path else ""
