"""`ui` in the templates: every macro under `jinja2/ui/components/`, with no import line."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from ponte.ui import rows
from ponte.ui.icons import icon
from ponte.ui.moments import time
from ponte.ui.phrases import language
from ponte.ui.urgency import deadline, due

FOLDER = Path(__file__).parent / "jinja2" / "ui" / "components"
# Small, drawn many times on a page, and never given anything that changes behind its back.
SAME_FOR_SAME = frozenset(
    (
        "avatar",
        "badge",
        "button",
        "channel",
        "chip",
        "count",
        "icon_button",
        "kbd",
        "lang",
        "mood",
        "priority",
        "state",
        "tag",
    )
)
MACRO = re.compile(r"{%-?\s*macro\s+([a-z]\w*)\(")


def index() -> dict[str, str]:
    """Each public macro's name and the template that holds it."""
    found: dict[str, str] = {}
    for file in sorted(FOLDER.glob("*.html")):
        for name in MACRO.findall(file.read_text()):
            if name in found:
                raise ValueError(f"two macros are called {name}: {found[name]} and {file.name}")
            found[name] = f"ui/components/{file.name}"
    return found


class Components:
    """Finds a macro at its first use and remembers it, unless templates reload."""

    icon = staticmethod(icon)
    time = staticmethod(time)
    due = staticmethod(due)
    deadline = staticmethod(deadline)

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._index = index()
        self.row = rows.Rows(self).row

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._index:
            raise AttributeError(name)
        macro = getattr(self._environment.get_template(self._index[name]).module, name)
        if self._environment.auto_reload:
            return macro
        found = Remembered(macro) if name in SAME_FOR_SAME else macro
        self.__dict__[name] = found
        return found

    def template_of(self, name: str) -> str:
        """The template that holds the component; "" for one that is drawn in Python."""
        return self._index.get(name, "")

    def drawn(self, language: str, name: str, *args: Any, **kwargs: Any) -> Markup:
        """The component `name` when the caller knows the language already: asking for it costs 3 µs."""
        macro = getattr(self, name)
        return macro.draw(language, *args, **kwargs) if isinstance(macro, Remembered) else macro(*args, **kwargs)


class Remembered:
    """A macro whose drawing depends on its arguments and the language alone.

    The memory is typed: a text and the same text as safe markup are two arguments.
    """

    def __init__(self, macro: Callable[..., Markup]) -> None:
        def draw(language: str, *args: Any, **kwargs: Any) -> Markup:
            return macro(*args, **kwargs)

        self._macro = macro
        self.draw = lru_cache(maxsize=4096, typed=True)(draw)

    def __call__(self, *args: Any, **kwargs: Any) -> Markup:
        try:
            return self.draw(language(), *args, **kwargs)
        except TypeError:  # an argument that cannot be a key; if it was another mistake, it comes up again
            return self._macro(*args, **kwargs)
