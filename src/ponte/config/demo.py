"""The demo world, loaded once."""

from __future__ import annotations

from importlib.util import find_spec

from ponte.config.trouble import Trouble


def load() -> None:
    """Load the demo world into an empty database; nothing where it is there already."""
    if find_spec("ponte.demo") is None:
        raise Trouble("The demo world is not part of this installation.", "start without --demo")
    from ponte.demo import loading  # type: ignore[import-not-found]

    loading.load()
