"""What a list can show of its tickets, beside what it always shows; and what an export holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.tickets.models import NEVER, State
from ponte.tickets.states import Channel, Priority, StateType, TicketType
from ponte.ui import moments
from ponte.ui.languages import language_name
from ponte.ui.quantities import number as number_words

Row = Mapping[str, Any]
Value = str | int | Decimal | datetime | date | list[str] | None


@dataclass(frozen=True)
class Column:
    """`paths`: what must be read of each ticket. `value`: text, a number, a moment, or several words.

    `plain`: a number that is a name and bears no separators.
    `read`: what stands in no field of a ticket, by the name of its path.
    `said`: the words, where they are not those of every such value.
    """

    key: str
    label: str | Promise
    paths: tuple[str, ...]
    value: Callable[[Row], Value]
    plain: bool = False
    read: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    said: Callable[[Row], str] | None = None

    def text(self, row: Row) -> str:
        """As people read it; "" where there is nothing."""
        if self.said is not None:
            return self.said(row)
        value = self.value(row)
        if value is None:
            return ""
        if isinstance(value, datetime):
            return moments.when(value)
        if isinstance(value, date):
            return moments.on_date(value)
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, int | Decimal) and not self.plain:
            return number_words(float(value))
        return str(value)


_columns: dict[str, Column] = {}
_sources: list[Callable[[], Mapping[str, Column]]] = []


def register(*columns: Column) -> None:
    """Add columns; the same key again replaces."""
    for each in columns:
        _columns[each.key] = each


def register_source(source: Callable[[], Mapping[str, Column]]) -> None:
    """Add columns that come and go while we run (fields that companies define); asked for each time."""
    if source not in _sources:
        _sources.append(source)


def known() -> Mapping[str, Column]:
    """Every column by its key."""
    found = dict(_columns)
    for source in _sources:
        found.update(source())
    return found


def of(keys: Iterable[str]) -> list[Column]:
    """The columns with these keys, in this order; those that are gone are left out."""
    there = known()
    return [there[key] for key in keys if key in there]


def with_columns(tickets: Any, shown: Iterable[Column]) -> Any:
    """A QuerySet that also reads what these columns need and no field holds."""
    more = {name: build() for column in shown for name, build in column.read.items()}
    return tickets.annotate(**more) if more else tickets


def _at(path: str) -> Callable[[Row], Value]:
    return lambda row: row[path]


def _labelled(path: str, members: Any) -> Callable[[Row], Value]:
    return lambda row: str(members(row[path]).label)


def _due(row: Row) -> Value:
    return None if row["due_at"] == NEVER else row["due_at"]


def _state(row: Row) -> Value:
    # As State.name says it, of what one query gave.
    return State(type=row["state__type"], names=row["state__names"]).name


register(
    Column("number", _("Number"), ("id",), _at("id"), plain=True),
    Column("subject", _("Subject"), ("subject",), _at("subject")),
    Column("requester", _("Customer"), ("requester__name",), _at("requester__name")),
    Column(
        "organisation", _("Organisation"), ("requester__organisation__name",), _at("requester__organisation__name")
    ),
    Column("state", _("State"), ("state__type", "state__names"), _state),
    Column("state_type", _("Kind of state"), ("state_type",), _labelled("state_type", StateType)),
    Column("priority", _("Priority"), ("priority",), _labelled("priority", Priority)),
    Column("type", _("Type"), ("type",), _labelled("type", TicketType)),
    Column("channel", _("Channel"), ("channel",), _labelled("channel", Channel)),
    Column("brand", _("Brand"), ("brand__name",), _at("brand__name")),
    Column("mailbox", _("Mailbox"), ("mailbox_address",), _at("mailbox_address")),
    Column(
        "language",
        _("Language"),
        ("language",),
        lambda row: language_name(row["language"]) if row["language"] else None,
    ),
    Column("tags", _("Tags"), ("tags",), _at("tags")),
    Column("team", _("Team"), ("team__name",), _at("team__name")),
    Column("assignee", _("Assignee"), ("assignee__name",), _at("assignee__name")),
    Column("messages", _("Messages"), ("message_count",), _at("message_count")),
    Column("created", _("Created"), ("created_at",), _at("created_at")),
    Column("updated", _("Changed"), ("updated_at",), _at("updated_at")),
    Column("waiting", _("Waiting since"), ("waiting_since",), _at("waiting_since")),
    Column("due", _("Due"), ("due_at",), _due),
    Column("first_replied", _("First answered"), ("first_replied_at",), _at("first_replied_at")),
    Column("solved", _("Solved"), ("solved_at",), _at("solved_at")),
    Column("closed", _("Closed"), ("closed_at",), _at("closed_at")),
)
