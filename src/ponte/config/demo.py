"""The demo world, loaded once."""

from __future__ import annotations

from ponte.config.trouble import Trouble


def load() -> None:
    """Load the demo world into an empty database; nothing where it is there already."""
    from ponte.demo import loading

    if loading.is_loaded():
        return
    try:
        loading.load()
    except loading.NotEmpty as error:
        raise Trouble(str(error), "ponte serve --demo --data demo-data") from None
