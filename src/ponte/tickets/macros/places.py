"""Places in a macro's text: `{{requester.first_name|there}}` is filled for each ticket.

A tiny language of its own, so that nothing typed by people ever reaches a template engine: a place is a known
name and, after a bar, what stands there when the ticket does not say. What is filled in is escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

# Braces are excluded inside, so that hostile text is read in linear time.
_place = re.compile(r"([ \u00a0]|&nbsp;)?\{\{([^{}]*)\}\}")
_edges = re.compile(r"^(?:\s|&nbsp;)+|(?:\s|&nbsp;)+$")


@dataclass
class Filled:
    """The text, and the places for which there was neither a value nor a fall-back."""

    html: str
    missing: list[str] = field(default_factory=list)


def fill(source: str, values: Mapping[str, str]) -> Filled:
    """HTML with its places filled. One that stays empty takes the space before it along ("Ciao {{…}}," → "Ciao,").

    Places that `values` does not know stay as typed.
    """
    filled = Filled("")

    def put(found: re.Match[str]) -> str:
        space, name, fallback = found[1] or "", *_parts(found[2])
        if name not in values:
            return found[0]
        if value := " ".join(values[name].split()):
            return space + html.escape(value)
        if fallback:
            return space + fallback
        if name not in filled.missing:
            filled.missing.append(name)
        return ""

    filled.html = _place.sub(put, source)
    return filled


def names_in(source: str) -> set[str]:
    """The names of its places."""
    return {_parts(found[2])[0] for found in _place.finditer(source)}


def wrong_in(source: str, known: Collection[str]) -> list[str]:
    """Places that could not be filled, each once, as typed: unknown ones, and those that do not end."""
    wrong = []
    for found in _place.finditer(source):
        name, fallback = _parts(found[2])
        if name not in known or "<" in fallback or ">" in fallback:
            wrong.append(html.unescape("{{" + re.sub(r"<[^<>]*>", "", found[2]) + "}}"))
    rest = _place.sub("", source)
    if "{{" in rest:
        wrong.append("{{")
    return list(dict.fromkeys(wrong))


def _parts(inside: str) -> tuple[str, str]:
    name, _bar, fallback = inside.partition("|")
    return _edges.sub("", name), _edges.sub("", fallback)
