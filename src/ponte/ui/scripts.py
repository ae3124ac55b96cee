"""The import map of the page: `ponte/toast` instead of a path with a fingerprint."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from markupsafe import Markup

FOLDER = Path(__file__).parent / "static" / "ui" / "js"


@lru_cache(maxsize=1)
def modules() -> dict[str, str]:
    """Each module's name and address."""
    return {f"ponte/{file.stem}": static(f"ui/js/{file.name}") for file in sorted(FOLDER.glob("*.js"))}


def module_addresses() -> list[str]:
    """All addresses, so that a page fetches the modules together and not one after the other."""
    return list(modules().values())


_areas: dict[str, Path] = {}


def add_area(area: str, app: Path) -> None:
    """Make the modules of `static/<area>/` of an app known as `<area>/<name>`; call it from `AppConfig.ready()`."""
    _areas[area] = app / "static" / area


@lru_cache(maxsize=1)
def import_map() -> Markup:
    """The map as JSON, the same text for every page so that one hash in the policy allows it."""
    names = modules() | {
        f"{area}/{file.stem}": static(f"{area}/{file.name}")
        for area, folder in sorted(_areas.items())
        for file in sorted(folder.glob("*.js"))
    }
    return Markup(json.dumps({"imports": names}, separators=(",", ":")))  # noqa: S704 (our own names)


@lru_cache(maxsize=1)
def import_map_hash() -> str:
    """The source expression for script-src that allows the import map."""
    digest = hashlib.sha256(import_map().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
