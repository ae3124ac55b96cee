"""One icon of the sprite, as SVG that takes the color of its word."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from markupsafe import Markup

SPRITE = Path(__file__).parent / "static" / "ui" / "icons.svg"


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Every icon that the sprite holds."""
    return frozenset(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text()))


@lru_cache(maxsize=1024)
def icon(name: str, size: str = "") -> Markup:
    """The icon `name` (see the gallery), hidden from readers: the word stands beside it, or in a title.

    `size` is "xs" (13 px), "s" (15), "" (18) or "l" (24). An unknown name is a KeyError, so no page hides it.
    """
    if name not in names():
        raise KeyError(f"no icon is called {name!r}")
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>').format(
        f"icon {size}".strip(), static("ui/icons.svg"), name
    )
