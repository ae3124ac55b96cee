"""The one-time link by which the first administrator is made."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ponte.config.environment import Environment


def make(settings: Environment) -> str:
    """The whole link while there is no administrator yet, else an empty text."""
    if find_spec("ponte.team.setup") is None:
        return ""
    path: str | None = import_module("ponte.team.setup").link()
    return f"{settings.address}{path}" if path else ""
