"""Further arguments of a component as attributes of its element."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

FORBIDDEN = re.compile(r"style$|on[a-z]+$")


def attributes(given: dict[str, Any]) -> Markup:
    """Further arguments of a macro as attributes: `hx_post="/x"` becomes ` hx-post="/x"`.

    True gives the bare name; None and False give nothing. `style` and `on…` are a ValueError:
    the policy of our pages refuses them.
    """
    made = []
    for name, value in given.items():
        if value is None or value is False:
            continue
        made.append(f" {_word(name)}" if value is True else f' {_word(name)}="{escape(value)}"')
    return Markup("".join(made))  # noqa: S704 (each value was escaped)


@lru_cache(maxsize=1024)
def _word(name: str) -> Markup:
    word = name.rstrip("_").replace("_", "-")
    if FORBIDDEN.match(word):
        raise ValueError(f"a page may not carry the attribute {word!r}")
    return escape(word)


FILTERS = {"attributes": attributes}
