"""The demo world, loaded once."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ponte.config.trouble import Trouble


def load() -> None:
    """Load the demo world into an empty database; nothing where it is there already."""
    if find_spec("ponte.demo.loading") is None:
        raise Trouble("The demo world is not part of this installation.", "start without --demo")
    import_module("ponte.demo.loading").load()
