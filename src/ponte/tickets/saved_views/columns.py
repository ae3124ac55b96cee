"""What a list can show of its tickets, beside what it always shows; and what an export holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models import Value as Constant
from django.db.models.functions import NullIf
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.customers.models import Identity, IdentityKind
from ponte.team.models import Agent, Team
from ponte.tickets.models import NEVER, Brand, State
from ponte.tickets.saved_views import sorting
from ponte.tickets.saved_views.sorting import DOWN, Sort
from ponte.tickets.states import Channel, Priority, StateType, TicketType
from ponte.ui import moments
from ponte.ui.languages import language_name
from ponte.ui.quantities import number as number_words

Row = Mapping[str, Any]
Value = str | int | Decimal | datetime | date | list[str] | None


@dataclass(frozen=True)
class Column:
    """`paths`: what must be read of each ticket. `value`: text, a number, a moment, or several words.

    `plain`: a number that is a name and bears no separators. `sort`: how it orders a list, None when it does not.
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
    sort: Sort | None = None

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


def standing() -> Mapping[str, Column]:
    """The columns that every company has, by their key."""
    return dict(_columns)


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


def paths_of(shown: Iterable[Column]) -> list[str]:
    """What must be read for these columns."""
    return list(dict.fromkeys(path for column in shown for path in column.paths))


def _at(path: str) -> Callable[[Row], Value]:
    return lambda row: row[path]


def _labelled(path: str, members: Any) -> Callable[[Row], Value]:
    return lambda row: str(members(row[path]).label)


def _moment(key: str, label: str | Promise, path: str, *, can_lack: bool = False, first: str = "up") -> Column:
    return Column(key, label, (path,), _at(path), sort=sorting.plain(path, "moment", can_lack=can_lack, first=first))


def _never(path: str) -> Callable[[Row], Value]:
    return lambda row: None if row[path] == NEVER else row[path]


def _address() -> Any:
    mails = Identity.objects.filter(customer=OuterRef("requester"), kind=IdentityKind.EMAIL)
    return Subquery(mails.order_by("-is_primary", "pk").values("value")[:1])


def _by_name(pairs: Iterable[tuple[Any, str]]) -> list[Any]:
    return [key for key, name in sorted(pairs, key=lambda pair: str(pair[1]).casefold())]


def _by_label(members: Any) -> list[Any]:
    return _by_name((each.value, str(each.label)) for each in members)


def _state(row: Row) -> Value:
    # As State.name says it, of what one query gave.
    return State(type=row["state__type"], names=row["state__names"]).name


register(
    Column("number", _("Number"), ("id",), _at("id"), plain=True, sort=sorting.plain("id", "number", first=DOWN)),
    Column("subject", _("Subject"), ("subject",), _at("subject"), sort=sorting.named("subject")),
    Column(
        "requester",
        _("Customer"),
        ("requester__name",),
        _at("requester__name"),
        sort=sorting.named("requester__name"),
    ),
    Column(
        "requester_address",
        _("Customer's address"),
        ("requester_address",),
        _at("requester_address"),
        read={"requester_address": _address},
    ),
    Column(
        "organisation",
        _("Organisation"),
        ("requester__organisation__name",),
        _at("requester__organisation__name"),
        sort=sorting.named("requester__organisation__name"),
    ),
    Column("state", _("State"), ("state__type", "state__names"), _state, sort=sorting.plain("state_type", "number")),
    Column("state_type", _("Kind of state"), ("state_type",), _labelled("state_type", StateType)),
    Column(
        "priority",
        _("Priority"),
        ("priority",),
        _labelled("priority", Priority),
        sort=sorting.plain("priority", "number", first=DOWN),
    ),
    Column(
        "type",
        _("Type"),
        ("type",),
        _labelled("type", TicketType),
        sort=sorting.ranked("type", lambda: _by_label(TicketType), "text[]"),
    ),
    Column(
        "channel",
        _("Channel"),
        ("channel",),
        _labelled("channel", Channel),
        sort=sorting.ranked("channel", lambda: _by_label(Channel), "text[]"),
    ),
    Column(
        "brand",
        _("Brand"),
        ("brand__name",),
        _at("brand__name"),
        sort=sorting.ranked("brand_id", lambda: _by_name(Brand.objects.values_list("pk", "name"))),
    ),
    Column(
        "mailbox", _("Mailbox"), ("mailbox_address",), _at("mailbox_address"), sort=sorting.named("mailbox_address")
    ),
    Column(
        "language",
        _("Language"),
        ("language",),
        lambda row: language_name(row["language"]) if row["language"] else None,
        sort=sorting.plain("language", "text"),
    ),
    Column("tags", _("Tags"), ("tags",), _at("tags")),
    Column(
        "team",
        _("Team"),
        ("team__name",),
        _at("team__name"),
        sort=sorting.ranked("team_id", lambda: _by_name(Team.objects.values_list("pk", "name"))),
    ),
    Column(
        "assignee",
        _("Assignee"),
        ("assignee__name",),
        _at("assignee__name"),
        sort=sorting.ranked("assignee_id", lambda: _by_name(Agent.objects.values_list("pk", "name"))),
    ),
    Column(
        "messages",
        _("Messages"),
        ("message_count",),
        _at("message_count"),
        sort=sorting.plain("message_count", "number", first=DOWN),
    ),
    Column(
        "follow_up",
        _("Follow-up of"),
        ("follows_up_id",),
        lambda row: f"#{row['follows_up_id']}" if row["follows_up_id"] else None,
        sort=sorting.plain("follows_up_id", "number", can_lack=True, first=DOWN),
    ),
    _moment("created", _("Created"), "created_at"),
    _moment("updated", _("Changed"), "updated_at"),
    _moment("waiting", _("Waiting since"), "waiting_since", can_lack=True),
    Column(
        "due",
        _("Due"),
        ("due_at",),
        _never("due_at"),
        sort=Sort(lambda: NullIf("due_at", Constant(NEVER)), "moment", can_lack=True),
    ),
    Column(
        "snoozed_until",
        _("Snoozed until"),
        ("wakes_at",),
        _never("wakes_at"),
        sort=sorting.plain("wakes_at", "moment", can_lack=True),
    ),
    _moment("promised_by", _("Promised the customer by"), "promise_due_at", can_lack=True),
    _moment("first_replied", _("First answered"), "first_replied_at", can_lack=True),
    _moment("solved", _("Solved"), "solved_at", can_lack=True, first=DOWN),
    _moment("closed", _("Closed"), "closed_at", can_lack=True, first=DOWN),
)
