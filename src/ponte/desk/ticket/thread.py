"""The conversation: messages and what happened between them, in the order of time, by days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from markupsafe import Markup

from ponte.desk.ticket.belongings import has
from ponte.desk.ticket.showing import Shown, show
from ponte.events.models import Event
from ponte.events.naming import Names
from ponte.events.telling import Told, tell
from ponte.search.statements import Statement, moment, number
from ponte.team.models import Agent
from ponte.tickets.models import Attachment, Delivery, Message, State, Ticket

PAGE = 30
MOST_LINES, MOST_HISTORY = 100, 300
LINES = {
    "ticket.state_changed": "check-circle",
    "ticket.reopened": "undo",
    "ticket.assigned": "user",
    "ticket.moved": "users",
    "ticket.routed": "split",
    "ticket.changed": "pencil",
    "ticket.participant_added": "user-plus",
    "ticket.participant_confirmed": "user-plus",
    "ticket.participant_removed": "x",
    "ticket.reply_withdrawn": "undo",
    "ticket.linked": "link",
    "ticket.reply_scheduled": "clock",
    "ticket.reply_called_off": "undo",
    "ticket.reply_held": "alert",
    "ticket.draft_passed": "handoff",
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
    """What happened, as a sentence. `passed_over`: the event whose further reasons can be asked for; 0 for none."""

    id: int
    icon: str
    html: Markup
    at: datetime
    passed_over: int = 0


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

    @property
    def messages(self) -> list[Shown]:
        """The messages alone."""
        return [item for day in self.days for item in day.items if isinstance(item, Shown)]


def read(
    ticket: Ticket,
    reader: Agent,
    *,
    before: int = 0,
    after: int | None = None,
    again: Sequence[int] = (),
    states: Iterable[State] = (),
) -> Thread:
    """The newest page of the thread, the page before a message, or what came after one, beside those `again`.

    `states`: those whose names are read already.
    """
    if after is None and not before:
        found = _NEWEST.rows(ticket=ticket.pk)
        older = found[PAGE - 1].pk if len(found) > PAGE else 0
        found = found[:PAGE][::-1]
    elif after is not None:
        found = list(_rows(ticket).filter(Q(pk__gt=after) | Q(pk__in=again)).order_by("pk")[:200])
        older = 0
    else:
        found = list(_rows(ticket).filter(pk__lt=before).order_by("-pk")[: PAGE + 1])
        older = found[PAGE - 1].pk if len(found) > PAGE else 0
        found = found[:PAGE][::-1]
    first, last = (found[0].pk, found[-1].pk) if found else (0, 0)
    files = _FILES.rows(ticket=ticket.pk, first=first, last=last) if found and has(ticket, "files") else []
    shown = show(found, files, reader)
    since = shown[0].at if older else ticket.created_at
    names = Names()
    names.know("state", {state.pk: state.name for state in states})
    names.know("agent", {each.agent_id: str(each.agent) for each in found if each.agent_id})
    lines = _told(_EVENTS.rows(ticket=ticket.pk, since=since), names)[::-1]
    between = [line for line in lines if not before or not shown or line.at <= shown[-1].at]
    return Thread(_by_day([*shown, *between]), older, max(after or 0, last))


def history(ticket: Ticket) -> list[Line]:
    """All that happened to the ticket, newest first, `MOST_HISTORY` at most."""
    events = Event.objects.filter(ticket_id=ticket.pk, at__gte=ticket.created_at, kind__in=list(HISTORY))
    return _told(events.order_by("-id")[:MOST_HISTORY])


def _told(events: Iterable[Event], names: Names | None = None) -> list[Line]:
    rows = list(events)
    routed = {event.pk for event in rows if event.kind == "ticket.routed"}
    # Whom the router gave it to is told with the reasons.
    rows = [event for event in rows if event.kind != "ticket.assigned" or event.cause_id not in routed]
    return [_line(told) for told in tell(rows, names)]


def _line(told: Told) -> Line:
    event = told.event
    passed_over = event.pk if event.kind == "ticket.routed" and event.data.get("passed") else 0
    return Line(event.pk, HISTORY[event.kind], told.html, event.at, passed_over)


def _rows(ticket: Ticket) -> QuerySet[Message]:
    rows = ticket.messages.exclude(delivery=Delivery.WITHDRAWN).select_related("agent", "customer")
    return rows.defer("words")


def _messages() -> QuerySet[Message]:
    """What the conversation shows of messages."""
    rows = Message.objects.filter(ticket=number("ticket")).exclude(delivery=Delivery.WITHDRAWN)
    return rows.select_related("agent", "customer").defer("words")


_NEWEST: Statement[Message] = Statement(lambda: _messages().order_by("-pk")[: PAGE + 1])
_FILES: Statement[Attachment] = Statement(
    lambda: Attachment.objects.filter(
        message__ticket=number("ticket"), message__gte=number("first"), message__lte=number("last")
    ).order_by("pk")
)
# The moment lets PostgreSQL pass over the partitions before it.
_EVENTS: Statement[Event] = Statement(
    lambda: Event.objects.filter(ticket_id=number("ticket"), at__gte=moment("since"), kind__in=list(LINES)).order_by(
        "-id"
    )[:MOST_LINES]
)


def _by_day(items: Sequence[Shown | Line]) -> list[Day]:
    days: list[Day] = []
    for item in sorted(items, key=lambda each: (each.at, isinstance(each, Line))):
        day = timezone.localtime(item.at).date()
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        days[-1].items.append(item)
    return days
