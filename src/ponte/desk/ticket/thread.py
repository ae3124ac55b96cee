"""The conversation: messages and what happened between them, in the order of time, by days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from markupsafe import Markup

from ponte.desk.ticket.showing import Shown, show
from ponte.events.models import Event
from ponte.events.telling import tell
from ponte.team.models import Agent
from ponte.tickets.models import Attachment, Delivery, Ticket

PAGE = 30
LINES = {
    "ticket.state_changed": "check-circle",
    "ticket.reopened": "undo",
    "ticket.assigned": "user",
    "ticket.moved": "users",
    "ticket.changed": "pencil",
    "ticket.participant_added": "user-plus",
    "ticket.participant_confirmed": "user-plus",
    "ticket.participant_removed": "x",
    "ticket.reply_withdrawn": "undo",
    "ticket.linked": "link",
    "ticket.merged": "merge",
    "ticket.merged_into": "merge",
    "ticket.merge_undone": "undo",
    "ticket.split": "split",
    "ticket.unlinked": "unlink",
    "ticket.snoozed": "snooze",
    "ticket.woken": "snooze",
    "ticket.promised": "calendar",
    "ticket.promise_kept": "check",
    "ticket.promise_broken": "flag",
    "ticket.promise_withdrawn": "undo",
    "ticket.escalated": "escalate",
    "ticket.escalation_taken": "user",
    "ticket.escalation_returned": "reply",
    "ticket.escalation_withdrawn": "undo",
}
HISTORY = {
    **LINES,
    "ticket.created": "plus",
    "ticket.message_received": "mail",
    "ticket.replied": "reply",
    "ticket.noted": "lock",
    "ticket.tagged": "tag",
    "ticket.untagged": "tag",
    "ticket.followed": "eye",
    "ticket.unfollowed": "eye-off",
    "ticket.mentioned": "at",
    "ticket.delivery_changed": "send",
    "macro.applied": "bolt",
}


@dataclass(frozen=True)
class Line:
    """What happened, as a sentence. `spoken`: it stands in the conversation too, not in the history alone."""

    id: int
    icon: str
    html: Markup
    at: datetime
    spoken: bool


@dataclass(frozen=True)
class Day:
    """The items of one day. Items are `Shown` messages and `Line`s."""

    day: date
    items: list[Shown | Line]


@dataclass(frozen=True)
class Thread:
    """What the page shows. `before`: the message id before which older ones lie (0 when there are none)."""

    days: list[Day]
    before: int
    last_id: int
    history: list[Line]

    @property
    def messages(self) -> list[Shown]:
        """The messages alone."""
        return [item for day in self.days for item in day.items if isinstance(item, Shown)]


def read(
    ticket: Ticket, reader: Agent, *, before: int = 0, after: int | None = None, again: Sequence[int] = ()
) -> Thread:
    """The newest page of the thread, the page before a message, or what came after one, beside those `again`."""
    rows = ticket.messages.exclude(delivery=Delivery.WITHDRAWN).select_related("agent", "customer")
    rows = rows.defer("words")
    if after is not None:
        found = list(rows.filter(Q(pk__gt=after) | Q(pk__in=again)).order_by("pk")[:200])
        older = 0
    else:
        if before:
            rows = rows.filter(pk__lt=before)
        found = list(rows.order_by("-pk")[: PAGE + 1])
        older = found[PAGE - 1].pk if len(found) > PAGE else 0
        found = found[:PAGE][::-1]
    lines = _lines(ticket)
    shown = show(found, Attachment.objects.filter(message__in=found).order_by("pk") if found else [], reader)
    between = _between(lines, shown, ticket, whole=not older, last=not before)
    return Thread(_by_day([*shown, *between]), older, max(after or 0, found[-1].pk if found else 0), lines[::-1])


def _lines(ticket: Ticket) -> list[Line]:
    """The ticket's history, oldest first. Its age lets PostgreSQL pass over older partitions."""
    events = Event.objects.filter(ticket_id=ticket.pk, at__gte=ticket.created_at, kind__in=list(HISTORY)).order_by(
        "-id"
    )[:100]
    return [
        Line(told.event.pk, HISTORY[told.event.kind], told.html, told.event.at, told.event.kind in LINES)
        for told in tell(events)
    ][::-1]


def _between(lines: Sequence[Line], shown: Sequence[Shown], ticket: Ticket, *, whole: bool, last: bool) -> list[Line]:
    start = None if whole or not shown else shown[0].at
    end = None if last or not shown else shown[-1].at
    return [
        line
        for line in lines
        if line.spoken and (start is None or line.at >= start) and (end is None or line.at <= end)
    ]


def _by_day(items: Sequence[Shown | Line]) -> list[Day]:
    days: list[Day] = []
    for item in sorted(items, key=lambda each: (each.at, isinstance(each, Line))):
        day = timezone.localtime(item.at).date()
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        days[-1].items.append(item)
    return days
