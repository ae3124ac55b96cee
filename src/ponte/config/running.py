"""What `ponte serve` leaves beside its lock, so that other commands know of it."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from typing import Any


def serving(data: Path) -> bool:
    """Whether `ponte serve` holds the data folder."""
    try:
        with (data / ".serve").open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def left(data: Path) -> dict[str, Any]:
    """What the last one wrote: its process and its addresses; empty where it is not to be read."""
    try:
        found = json.loads((data / ".serve").read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def places(data: Path) -> dict[str, Any]:
    """The addresses that it serves at."""
    found = left(data)
    return {name: found[name] for name in ("host", "port", "mail_host", "mail_port") if name in found}
