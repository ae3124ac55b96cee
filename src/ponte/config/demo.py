"""The demo world behind `--demo`: loaded once, and never beside real data."""

from __future__ import annotations

from ponte.config.trouble import SettingTrouble


def load() -> None:
    """Load the demo world into an empty database; nothing where it is there already."""
    from ponte.demo import loading

    if loading.is_loaded():
        return
    try:
        loading.load()
    except loading.NotEmpty:
        refuse()


def check() -> None:
    """Raise where the demo is asked for and the data are real: anybody could sign in as anybody."""
    from ponte.demo import loading

    if not loading.is_loaded():
        refuse()


def refuse() -> None:
    raise SettingTrouble(
        "PONTE_DEMO",
        "is on, and these data are not the demo world",
        "start without --demo, or give the demo a data folder of its own: --demo --data ./demo",
    )
