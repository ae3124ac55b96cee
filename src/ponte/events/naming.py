"""Names of the things that events speak of: ids become words, one query for each kind of thing.

A room registers how its things are called in its own `naming.py`:

    @names("team")
    def _teams(ids): return dict(Team.objects.filter(pk__in=ids).values_list("pk", "name"))
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import format_decimal
from django.utils import translation
from django.utils.translation import gettext as _

Namer = Callable[..., Mapping[Any, Any]]
_namers: dict[str, Namer] = {}


def names(kind: str) -> Callable[[Namer], Namer]:
    """Register a function that names many things of `kind` at once (ids or codes to words).

    A thing such as "choice:product" is looked up by the namer of "choice", which gets "product" as well.
    """

    def register(namer: Namer) -> Namer:
        if kind in _namers:
            raise ValueError(f"{kind} is named twice")
        _namers[kind] = namer
        return namer

    return register


def is_named(kind: str) -> bool:
    """Whether anybody registered names for `kind`."""
    return kind in _namers


class Names:
    """The words for a page of events: say what is needed, then ask; each kind is looked up once."""

    def __init__(self) -> None:
        self._needed: dict[str, set[Any]] = defaultdict(set)
        self._known: dict[tuple[str, Any], str] = {}

    def need(self, kind: str, value: Any) -> None:
        """Remember to look this up together with its like."""
        if (kind, value) not in self._known:
            self._needed[kind].add(value)

    def know(self, kind: str, found: Mapping[Any, str]) -> None:
        """Names that the reader has at hand already."""
        self._known.update(((kind, value), name) for value, name in found.items())

    def of(self, kind: str, value: Any) -> str:
        """The name in the reader's language; a thing that is gone is told by its number."""
        self.need(kind, value)
        self._look_up(kind)
        return self._known[kind, value]

    def _look_up(self, kind: str) -> None:
        wanted = self._needed.pop(kind, set())
        if not wanted:
            return
        base, _colon, of = kind.partition(":")
        more = (of,) if of else ()
        found = _namers[base](wanted, *more) if base in _namers else {}
        for value in wanted:
            self._known[kind, value] = str(found[value]) if value in found else _gone(value)


def _gone(value: Any) -> str:
    return _("no. %(number)s (gone)") % {"number": value} if isinstance(value, int) else str(value)


@names("count")
def _counts(numbers: Collection[int]) -> dict[int, str]:
    """How many, as the reader writes numbers."""
    reader = translation.to_locale(translation.get_language() or "en")
    return {number: format_decimal(number, locale=reader) for number in numbers}


@names("language")
def _languages(codes: Collection[str]) -> dict[str, str]:
    reader = translation.to_locale(translation.get_language() or "en")
    return {code: _language(code, reader) for code in codes}


def _language(code: str, reader: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(reader) or code
    except (UnknownLocaleError, ValueError):
        return code


@names("yes_no")
def _yes_no(values: Collection[bool]) -> dict[bool, str]:
    return {value: _("yes") if value else _("no") for value in values}
