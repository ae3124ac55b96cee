"""Choices of a field: a list, or a tree whose options are named by the path of keys that leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

PART = "/"
ARROW = " › "


@dataclass(frozen=True)
class Option:
    """`path`: the keys that lead to it. `all_names`: of everything above it, then its own."""

    path: str
    all_names: tuple[dict[str, str], ...]
    is_archived: bool
    is_leaf: bool

    @property
    def key(self) -> str:
        """Its own key."""
        return self.path.rpartition(PART)[2]

    @property
    def depth(self) -> int:
        """0 for what stands under nothing."""
        return len(self.all_names) - 1

    @property
    def own(self) -> str:
        """Its own name for the reader."""
        return _name(self.all_names[-1], self.key)

    @property
    def label(self) -> str:
        """With what it stands under: "Battery › Charging"."""
        return ARROW.join(_name(each, "?") for each in self.all_names[:-1]) + (ARROW if self.depth else "") + self.own


def _name(names: dict[str, str], otherwise: str) -> str:
    language = get_language() or "en"
    return str(names.get(language) or names.get("en") or next(filter(None, names.values()), otherwise))


def flattened(
    choices: Sequence[dict[str, Any]],
    above: str = "",
    names: tuple[dict[str, str], ...] = (),
    archived: bool = False,
) -> Iterator[Option]:
    """Every option, each before what stands under it. What stands under an archived one is archived."""
    for each in choices:
        path = f"{above}{PART}{each['key']}" if above else each["key"]
        gone = archived or bool(each.get("archived"))
        below = each.get("choices") or []
        here = (*names, each.get("names") or {})
        yield Option(path, here, gone, not below)
        yield from flattened(below, path, here, gone)


def is_under(path: str, branch: str) -> bool:
    """Whether an option is this one or stands under it."""
    return path == branch or path.startswith(branch + PART)
