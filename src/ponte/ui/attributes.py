"""Further arguments of a component as attributes of its element."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

FORBIDDEN = re.compile(r"style$|on[a-z]+$")


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
