"""Values given as lists."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ponte.tickets.conditions.errors import Refused

MOST = 100


def listed(value: Any) -> list[Any]:
    """Always a list, each value once; one value alone is a list of one."""
    given = value if isinstance(value, list) else [value]
    if len(given) > MOST:
        raise Refused(_("There are too many values; %(most)s are allowed.") % {"most": MOST})
    once: list[Any] = []
    for place, each in enumerate(given):
        if isinstance(each, bool) or not isinstance(each, str | int):
            raise Refused(_("Write words or numbers."), f"[{place}]" if isinstance(value, list) else "")
        if each not in once:
            once.append(each)
    return once
