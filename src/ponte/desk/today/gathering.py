"""Gathers one person's day, in a constant number of queries; a ticket stands only under its most pressing heading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.desk.attention.words import steps
from ponte.desk.today.line import Line, Section
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import mentioning
from ponte.tickets.escalating.models import Escalation, State
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.queues import Queue, tickets_in
from ponte.tickets.states import LAST_UNSOLVED
from ponte.tickets.watching.models import GRAVITY, Finding

MOST = 50  # lines of a heading: nobody does more before looking again
SOON = timedelta(hours=4)


def gather(agent: Agent, at: datetime | None = None) -> list[Section]:
    """The headings that hold something, the most pressing first."""
    now = at or clock.now()
    evening = (timezone.localtime(now) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    mine = list(tickets_in(Queue.MINE, agent).select_related("requester").order_by("due_at", "pk")[: MOST * 2])
    follow_ups = _follow_ups(agent, evening)
    sections = [
        Section("promises", _("Promised for today"), _promises(follow_ups, now)),
        Section("overdue", _("Overdue"), _answers((t for t in mine if t.due_at < now), tone="negative")),
        Section("soon", _("Due soon"), _answers(t for t in mine if now <= t.due_at < now + SOON)),
        Section("reminders", _("Reminders"), _reminders(follow_ups, now)),
        Section("back", _("Back from snooze"), _woken(follow_ups)),
        Section("mentions", _("You were mentioned"), _mentions(agent)),
        Section("escalations", _("Escalations"), _escalations(agent)),
        Section("waiting", _("Customers waiting for you"), _waiting(mine, now)),
        Section("attention", _("Needs attention"), _findings(agent)),
    ]
    return _once([section for section in sections if section.lines])


def _once(sections: list[Section]) -> list[Section]:
    """Each ticket once; reminders and mentions are acts of their own and always stay."""
    seen: set[int] = set()
    made = []
    for section in sections:
        lines = section.lines
        if section.key not in ("reminders", "mentions"):
            lines = [line for line in lines if line.ticket.pk not in seen]
        seen |= {line.ticket.pk for line in lines}
        if lines:
            made.append(Section(section.key, section.title, lines[:MOST]))
    return made


def _who(ticket: Ticket) -> str:
    return ticket.requester.name or _("the customer")


def _answers(tickets: Iterable[Ticket], tone: str = "") -> list[Line]:
    return [
        Line(each, _("Answer %(name)s") % {"name": _who(each)}, "reply", each.due_at, "relative", tone)
        for each in tickets
    ]


def _waiting(mine: list[Ticket], now: datetime) -> list[Line]:
    rows = [each for each in mine if each.waiting_since and each.due_at >= now + SOON]
    rows.sort(key=lambda each: each.waiting_since or NEVER)
    words = _("Answer %(name)s")
    return [Line(each, words % {"name": _who(each)}, "clock", each.waiting_since, "relative") for each in rows]


def _follow_ups(agent: Agent, evening: datetime) -> list[FollowUp]:
    """What is open and due by this evening, or came back, of this person or on their tickets."""
    rows = FollowUp.objects.unfinished().filter(Q(agent=agent) | Q(ticket__assignee=agent) & ~Q(kind=Kind.REMINDER))
    rows = rows.filter(Q(due_at__lt=evening) | Q(fired_at__isnull=False))
    seen = Ticket.objects.visible_to(agent)
    rows = rows.filter(ticket__in=seen) if not agent.sees_all else rows
    return list(rows.select_related("ticket__requester").order_by("due_at", "pk")[: MOST * 3])


def _promises(rows: list[FollowUp], now: datetime) -> list[Line]:
    return [
        Line(
            row.ticket,
            _("Keep your word to %(name)s") % {"name": _who(row.ticket)},
            "calendar",
            row.due_at,
            "relative",
            "negative" if row.due_at and row.due_at <= now else "",
        )
        for row in rows
        if row.kind == Kind.PROMISE
    ]


def _reminders(rows: list[FollowUp], now: datetime) -> list[Line]:
    return [
        Line(
            row.ticket,
            row.note or _("You wanted to come back to this"),
            "bell",
            row.due_at,
            "relative" if row.due_at and row.due_at <= now else "ahead",
            "caution" if row.due_at and row.due_at <= now else "",
            reverse("following:reminder", args=[row.pk]),
        )
        for row in rows
        if row.kind == Kind.REMINDER
    ]


def _woken(rows: list[FollowUp]) -> list[Line]:
    return [
        Line(
            row.ticket,
            row.note or (_("Read what the customer wrote") if row.outcome == Outcome.REPLY else _("Go on with it")),
            "snooze",
            row.fired_at,
            "relative",
        )
        for row in rows
        if row.kind == Kind.SNOOZE and row.fired_at and row.ticket.state_type <= LAST_UNSOLVED
    ]


def _mentions(agent: Agent) -> list[Line]:
    return [
        Line(
            note.ticket,
            _("Read what %(name)s asks you") % {"name": note.agent.name if note.agent else ""},
            "at",
            note.created_at,
            "relative",
            place=f"message-{note.pk}",
        )
        for note in mentioning.unread(agent)
    ]


def _escalations(agent: Agent) -> list[Line]:
    """What is asked of this person or their teams, and what they have taken on."""
    asked = Q(state=State.WAITING) & (Q(to_agent=agent) | Q(to_team__memberships__agent=agent))
    rows = Escalation.objects.filter(asked | Q(state=State.TAKEN, taken_by=agent)).distinct()
    return [
        Line(
            row.ticket,
            (_("Answer: %(reason)s") if row.taken_by_id == agent.pk else _("Take it on: %(reason)s"))
            % {"reason": row.reason},
            "escalate",
            row.age_from,
            "relative",
        )
        for row in rows.select_related("ticket__requester").order_by("asked_at")[:MOST]
    ]


def _findings(agent: Agent) -> list[Line]:
    rows = Finding.objects.filter(ticket__assignee=agent).shown().select_related("ticket__requester")
    words = steps()
    found = sorted(rows.order_by("since")[: MOST * 2], key=lambda each: (GRAVITY[each.reason], each.since))
    return [
        Line(row.ticket, f"{row.get_reason_display()}: {words[row.reason]}", "alert", row.since, "relative")
        for row in found
    ]
