"""The one-time link by which the first administrator is made."""

from __future__ import annotations

from importlib.util import find_spec

from ponte.config.environment import Environment


def make(settings: Environment) -> str:
    """The whole link while there is no administrator yet, else an empty text."""
    if find_spec("ponte.team.setup") is None:
        return ""
    from ponte.team import setup  # type: ignore[attr-defined]

    path: str | None = setup.link()
    return f"{settings.address}{path}" if path else ""
