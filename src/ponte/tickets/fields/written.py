"""Choices as people write them: a line each, indented under what they belong to.

    Battery {battery}
        Charging {charging}
            Does not charge {no-charge}
    ~ Bell {bell}

The word in braces is the key; a line without one gets a key of its own. `~` archives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ponte.tickets.fields.errors import Refused

DEEPEST = 6
MOST = 2000
KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_line = re.compile(r"(?P<gone>~\s*)?(?P<name>.*?)\s*(?:\{(?P<key>[^{}]*)\})?$")


def read(text: str, before: Sequence[dict[str, Any]] = (), language: str = "en") -> list[dict[str, Any]]:
    """The choices that are written, `before` being what they were.

    Names in other languages stay; what is no longer written is archived where it stood, never lost.

    Raises:
        Refused: a line is not understood; the message names it.
    """
    made: list[dict[str, Any]] = []
    above: list[tuple[int, list[dict[str, Any]]]] = [(-1, made)]
    known = dict(_by_path(before))
    paths: list[str] = []
    lines = [(number, line) for number, line in enumerate(text.replace("\t", "    ").splitlines(), 1) if line.strip()]
    if len(lines) > MOST:
        raise Refused(_("There are too many choices; %(most)s are allowed.") % {"most": MOST})
    for number, line in lines:
        indent = len(line) - len(line.lstrip(" "))
        while above[-1][0] >= indent:
            above.pop()
            paths.pop()
        if len(above) > DEEPEST:
            raise Refused(
                _("Line %(number)s stands too deep; %(most)s levels are allowed.")
                % {"number": number, "most": DEEPEST}
            )
        beside = above[-1][1]
        each = _understood(line.strip(), number, beside)
        path = "/".join([*paths, each["key"]])
        if len(path) > 300:
            raise Refused(_("Line %(number)s: give it a shorter key.") % {"number": number})
        old = known.get(path, {})
        each["names"] = {**old.get("names", {}), language: each.pop("name")}
        beside.append(each)
        paths.append(each["key"])
        above.append((indent, each["choices"]))
    _keep_gone(made, before)
    return made


def _understood(line: str, number: int, beside: list[dict[str, Any]]) -> dict[str, Any]:
    found = _line.match(line)
    name = found["name"].strip() if found else ""
    if not found or not name or "\x00" in line:
        raise Refused(_("Line %(number)s: write a name.") % {"number": number})
    if len(name) > 120:
        raise Refused(
            _("Line %(number)s is too long; %(most)s characters are allowed.") % {"number": number, "most": 120}
        )
    taken = {each["key"] for each in beside}
    key = found["key"]
    if key is None:
        key = free_key(name, taken)
    elif not KEY.fullmatch(key):
        raise Refused(
            _("Line %(number)s: a key is small letters, digits and hyphens, 40 at most.") % {"number": number}
        )
    elif key in taken:
        raise Refused(_("Line %(number)s: the key %(key)s is there already.") % {"number": number, "key": key})
    return {"key": key, "name": name, "archived": bool(found["gone"]), "choices": []}


def _keep_gone(made: list[dict[str, Any]], before: Sequence[dict[str, Any]]) -> None:
    now = {each["key"]: each for each in made}
    for old in before:
        if old["key"] in now:
            _keep_gone(now[old["key"]]["choices"], old.get("choices") or [])
        else:
            made.append({**old, "archived": True})


def _by_path(choices: Sequence[dict[str, Any]], above: str = "") -> list[tuple[str, dict[str, Any]]]:
    found = []
    for each in choices:
        path = f"{above}/{each['key']}" if above else each["key"]
        found.append((path, each))
        found += _by_path(each.get("choices") or [], path)
    return found


def write(choices: Sequence[dict[str, Any]], language: str = "en", depth: int = 0) -> str:
    """The same as text."""
    lines = []
    for each in choices:
        names = each.get("names") or {}
        name = names.get(language) or names.get("en") or next(filter(None, names.values()), each["key"])
        mark = "~ " if each.get("archived") else ""
        lines.append(f"{'    ' * depth}{mark}{name} {{{each['key']}}}\n")
        lines.append(write(each.get("choices") or [], language, depth + 1))
    return "".join(lines)


def free_key(name: str, taken: set[str]) -> str:
    """A key that is made of a name: "Does not charge" gives does-not-charge."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:36].strip("-") or "choice"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key
