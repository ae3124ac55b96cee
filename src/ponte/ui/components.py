"""`ui` in the templates: every macro under `jinja2/ui/components/`, with no import line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from ponte.ui.icons import icon
from ponte.ui.moments import time

FORBIDDEN = re.compile(r"style$|on[a-z]+$")
FOLDER = Path(__file__).parent / "jinja2" / "ui" / "components"
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

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._index = index()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._index:
            raise AttributeError(name)
        macro = getattr(self._environment.get_template(self._index[name]).module, name)
        if not self._environment.auto_reload:
            self.__dict__[name] = macro
        return macro


def attributes(given: dict[str, Any]) -> Markup:
    """Further arguments of a macro as attributes: `hx_post="/x"` becomes ` hx-post="/x"`.

    True gives the bare name; None and False give nothing. `style` and `on…` are a ValueError:
    the policy of our pages refuses them.
    """
    made = Markup("")
    for name, value in given.items():
        if value is None or value is False:
            continue
        word = name.rstrip("_").replace("_", "-")
        if FORBIDDEN.match(word):
            raise ValueError(f"a page may not carry the attribute {word!r}")
        made += Markup(" {}").format(word) if value is True else Markup(' {}="{}"').format(word, value)
    return made


FILTERS = {"attributes": attributes}
