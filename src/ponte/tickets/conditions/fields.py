"""What can be asked of a ticket. Rooms and areas add theirs when they start:

fields.register(Field("score", _("Score"), Number(), column="score", section="ticket"))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ponte.tickets.conditions.kinds.base import Kind
    from ponte.tickets.models import Ticket

Words = str | Promise


@dataclass(frozen=True, eq=False)
class Field:
    """One thing that is known of a ticket.

    `column`: the path from a ticket in the database. `read`: the same in memory (by default the path as attributes);
    a `through` field answers all its values.
    `filled`: what must hold for there to be a value at all; None when there always is one.
    `through`: for values in other tables: from a condition on `column` over there to one on tickets (an EXISTS).
    `phrases`: whole sentences for single values, by (operator, value).
    `groups`, `sorts`: whether lists may be put in groups, or in order, by it.
    `is_ours`: the label is a word of ours, which stands small inside a sentence.
    """

    key: str
    label: Words
    kind: Kind
    column: str = ""
    read: Callable[[Ticket], Any] | None = None
    filled: Q | None = None
    through: Callable[[Q], Q] | None = None
    phrases: Mapping[tuple[str, str], Words] = field(default_factory=dict)
    section: str = "ticket"
    groups: bool = False
    sorts: bool = False
    is_ours: bool = True

    @property
    def path(self) -> str:
        """Where it lies in the database."""
        return self.column or self.key

    def value_of(self, ticket: Ticket) -> Any:
        """What this ticket has; a list when the field is a `through` one."""
        if self.read is not None:
            return self.read(ticket)
        return attrgetter(self.path.replace("__", "."))(ticket)


Source = Callable[[], Mapping[str, Field]]
_sections: dict[str, Words] = {
    "ticket": _("Ticket"),
    "people": _("People"),
    "customer": _("Customer"),
    "time": _("Time"),
}
_known: dict[str, Field] = {}
_sources: dict[str, tuple[Source, Source]] = {}


def register(*given: Field) -> None:
    """Add fields; the same key again replaces."""
    for each in given:
        _known[each.key] = each


def register_section(key: str, label: Words) -> None:
    """Add a title under which forms offer fields."""
    _sections[key] = label


def sections() -> Mapping[str, Words]:
    """The titles in their order."""
    return _sections


def register_source(prefix: str, source: Source, again: Source) -> None:
    """Add fields that come and go while we run (fields that companies define); their keys begin with `prefix`.

    `again`: the same, looked up anew, for a key that is not among them: it may have been made a moment ago.
    """
    _sources[prefix] = source, again


def registered() -> list[Field]:
    """Those that are always there."""
    return list(_known.values())


def all_fields() -> list[Field]:
    """Every field, in the order of registration."""
    return [*_known.values(), *(each for source, _again in _sources.values() for each in source().values())]


def get(key: str) -> Field | None:
    """The field with this key."""
    if key in _known:
        return _known[key]
    for prefix, (source, again) in _sources.items():
        if key.startswith(prefix):
            return source().get(key) or again().get(key)
    return None
