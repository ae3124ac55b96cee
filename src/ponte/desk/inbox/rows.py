"""The rows of a list, made ready so that the template only writes them down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.desk.inbox.words import PRIORITY_KINDS, STATE_KINDS
from ponte.lib import clock
from ponte.tickets.models import NEVER
from ponte.tickets.ordering import DUE, Order
from ponte.tickets.saved_views.columns import Column
from ponte.tickets.saved_views.sorting import By
from ponte.ui import moments, people, urgency
from ponte.ui.phrases import language

FIELDS = (
    "id",
    "subject",
    "snippet",
    "state_id",
    "state_type",
    "priority",
    "channel",
    "language",
    "last_message_id",
    "last_public_from_customer",
    "updated_at",
    "created_at",
    "waiting_since",
    "due_at",
    "wakes_at",
    "promise_due_at",
    "assignee_id",
    "assignee__name",
    "requester_id",
    "requester__name",
)


@dataclass(slots=True)
class Row:
    """One ticket as a list shows it. `level`: of its deadline, "" when none runs and `age` is shown.

    `cells`: the words of each column, `extra` of those that have any.
    """

    id: int
    name: str
    language: str
    subject: str
    snippet: str
    channel: str
    state: str
    state_word: str
    priority: str
    level: str
    left: int
    clock: str
    moment: datetime
    assignee: str
    initials: str
    tone: int
    unread: bool
    group: str
    sleeps: str
    promise: str
    extra: list[tuple[str, str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def ready(
    values: Sequence[Mapping[str, Any]],
    *,
    order: Order | By,
    unread: set[int],
    states: Mapping[int, str],
    names: Mapping[int, str],
    columns: Sequence[Column] = (),
) -> list[Row]:
    """Make rows of what the list query gave. `columns`: what this list shows besides."""
    now = clock.now()
    groups = Groups(now) if order is DUE else None
    tongue = language()
    made = [_row(each, now, tongue, unread, states, names, groups) for each in values]
    for row, each in zip(made, values, strict=True) if columns else ():
        row.cells = [column.text(each) for column in columns]
        row.extra = [(str(column.label), words) for column, words in zip(columns, row.cells, strict=True) if words]
    return made


def _row(
    each: Mapping[str, Any],
    now: datetime,
    tongue: str,
    unread: set[int],
    states: Mapping[int, str],
    names: Mapping[int, str],
    groups: Groups | None,
) -> Row:
    due = each["due_at"]
    runs = due != NEVER
    seconds = (due - now).total_seconds() if runs else 0
    allowed = (due - (each["waiting_since"] or each["created_at"])).total_seconds() if runs else 0
    share = max(0.0, min(1.0, seconds / allowed)) if allowed > 0 else 0.0
    assignee = each["assignee__name"] or ""
    return Row(
        id=each["id"],
        name=each["requester__name"] or names.get(each["requester_id"], "") or f"#{each['requester_id']}",
        language=each["language"],
        subject=each["subject"] or _("(no subject)"),
        snippet=each["snippet"],
        channel=each["channel"],
        state=STATE_KINDS[each["state_type"]],
        state_word=states.get(each["state_id"], ""),
        priority=PRIORITY_KINDS[each["priority"]],
        level=urgency.level(seconds, share) if runs else "",
        left=round(share * 100),
        clock=urgency.words_in(tongue, seconds) if runs else moments.age_at(now, each["updated_at"], tongue),
        moment=due if runs else each["updated_at"],
        assignee=assignee,
        initials=people.initials(assignee) if assignee else "",
        tone=people.tone(each["assignee_id"]) if assignee else 0,
        unread=each["id"] in unread,
        group=groups.of(due) if groups else "",
        sleeps=sleeps(each["wakes_at"]),
        promise=moments.ahead(each["promise_due_at"]) if each["promise_due_at"] else "",
    )


def sleeps(until: datetime | None) -> str:
    """Until when a ticket is snoozed, in words; "" for one that is awake."""
    if until is None:
        return ""
    return _("until a reply") if until == NEVER else moments.ahead(until)


class Groups:
    """Which line of a list in order of deadlines a ticket stands under."""

    def __init__(self, now: datetime) -> None:
        self.now, self.hour = now, now + timedelta(hours=1)
        local = timezone.localtime(now)
        self.midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        self.words = (_("Overdue"), _("Within the hour"), _("Later today"), _("Next days"), _("No deadline"))

    def of(self, due: datetime) -> str:
        """The words of the group."""
        if due < self.now:
            return self.words[0]
        if due < self.hour:
            return self.words[1]
        if due < self.midnight:
            return self.words[2]
        return self.words[4] if due == NEVER else self.words[3]
