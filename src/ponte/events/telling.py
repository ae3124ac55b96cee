"""Events as sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from markupsafe import Markup, escape

from ponte.events.kinds import Kind, UnknownKind, kind_of
from ponte.events.models import Event
from ponte.events.naming import Names
from ponte.events.recording import SYSTEM

_BOLD = Markup("<b>%s</b>")  # `%` escapes as `format` does, at a third of its price


@dataclass(frozen=True, slots=True)
class Told:
    """One event as people read it. `html` is the same sentence with the names in `<b>`."""

    event: Event
    actor: str
    subject: str
    text: str
    html: Markup


def tell(events: Iterable[Event], names: Names | None = None) -> list[Told]:
    """Tell events in the active language; one query for each kind of thing named, however many events."""
    rows, names = list(events), names or Names()
    for event in rows:
        for kind, value in _mentions(event):
            names.need(kind, value)
    return [_tell(event, names) for event in rows]


def sentence_of(kind: Kind, data: Mapping[str, Any]) -> str:
    """The sentence with its `%(...)s` places. `data`: the event's, with its "actor" where that is known."""
    return str(kind.variant(data) if kind.variant else kind.sentence)


def in_english(event: Event) -> str:
    """The sentence in English, for logs."""
    with override("en"):
        return tell([event])[0].text


def _mentions(event: Event) -> Iterator[tuple[str, Any]]:
    yield from _words(event.actor)
    yield from _words(event.subject)
    try:
        kind = kind_of(event.kind)
    except UnknownKind:
        return
    for key, value in event.data.items():
        if value not in (None, "") and (thing := kind.thing(key, event.data)):
            yield thing, value


def _words(word: str) -> Iterator[tuple[str, Any]]:
    thing, _colon, number = word.partition(":")
    if number:
        yield thing, int(number) if number.isdigit() else number


def _tell(event: Event, names: Names) -> Told:
    actor, subject = _name_of(event.actor, names), _name_of(event.subject, names)
    try:
        kind = kind_of(event.kind)
    except UnknownKind:  # written by a newer version, or by a room that is no longer installed
        text = _("%(actor)s: %(kind)s") % {"actor": actor, "kind": event.kind}
        return Told(event, actor, subject, text, escape(text))
    places = _Places({"actor": actor, "subject": subject})
    places |= {key: _value(kind, key, event.data, names) for key in event.data}
    pattern = sentence_of(kind, {**event.data, "actor": event.actor})
    marked = _Places({key: _BOLD % value for key, value in places.items()})
    return Told(event, actor, subject, pattern % places, escape(pattern) % marked)


class _Places(dict[str, Any]):
    """A place that this version of the event did not fill is told as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def _name_of(word: str, names: Names) -> str:
    for thing, value in _words(word):
        return names.of(thing, value)
    return "Ponte" if word == SYSTEM else word


def _value(kind: Kind, key: str, data: Mapping[str, Any], names: Names) -> str:
    value = data[key]
    if value is None or value == "":
        return "—"
    if thing := kind.thing(key, data):
        return names.of(thing, value)
    if isinstance(value, bool):
        return names.of("yes_no", value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
