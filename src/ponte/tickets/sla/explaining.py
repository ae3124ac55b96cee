"""A ticket's deadlines in words: what is due when, and why just then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ponte.lib import clock as clocks
from ponte.lib.business_time import ALWAYS
from ponte.search.statements import Statement, number
from ponte.team.schedules import reckoning
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.sla import timing
from ponte.tickets.sla.models import Clock, Outcome, PolicyVersion, Target
from ponte.tickets.states import Priority
from ponte.ui.moments import duration

MOST = 12


@dataclass(frozen=True)
class Explained:
    """One clock. `kind`: running, late (runs on beyond its time), paused, met, missed or cancelled.

    `words`: "First reply due in 42 min". `why`: "Premium policy, high priority, Rome hours".
    `share`: of its time that is left, 0 to 1.
    """

    kind: str
    words: str
    why: str
    due: datetime | None
    share: float

    @property
    def is_live(self) -> bool:
        """It still counts."""
        return self.kind in ("running", "late", "paused")

    @property
    def sentence(self) -> str:
        """Words and reason together."""
        return _("%(words)s: %(why)s") % {"words": self.words, "why": self.why}


_of_ticket: Statement[Clock] = Statement(
    lambda: Clock.objects.filter(ticket=number("ticket")).select_related("version__schedule").order_by("-pk")[:MOST]
)


def of_ticket(ticket: Ticket, at: datetime | None = None) -> list[Explained]:
    """A ticket's clocks, what breaks first before all, then the past with the newest first. One query."""
    found = sorted(
        _of_ticket.rows(ticket=ticket.pk),
        key=lambda row: (row.ended_at is not None, row.due_at if row.is_live else NEVER, -row.pk),
    )
    at = at or clocks.now()
    return [explain(row, at) for row in found]


def explain(row: Clock, at: datetime) -> Explained:
    """One clock as it stands at `at`."""
    kind = kind_of(row, at)
    target = Target(row.target).label
    left = row.due_at - at if kind in ("running", "late") else timedelta()
    words = _WORDS[kind]() % {"target": target, "length": duration(left)}
    due = row.due_at if kind in ("running", "late") else row.breached_at
    return Explained(kind, words, why(row.version, row.priority), due, share_left(row, at, kind))


def kind_of(row: Clock, at: datetime) -> str:
    """What has become of it."""
    if row.outcome == Outcome.CANCELLED:
        return "cancelled"
    if row.ended_at is not None:
        return "met" if row.outcome == Outcome.MET else "missed"
    if row.running_since is None:
        return "paused"
    return "late" if row.due_at < at else "running"


def why(version: PolicyVersion, priority: int) -> str:
    """By which policy and hours it runs."""
    label = str(Priority(priority).label)
    return _("policy %(policy)s, priority %(priority)s, %(hours)s") % {
        "policy": version.name,
        "priority": label[:1].lower() + label[1:],
        "hours": version.schedule.name if version.schedule else _("every hour of the calendar"),
    }


def share_left(row: Clock, at: datetime, kind: str) -> float:
    """How much of its time is left, 0 to 1, in the hours that count."""
    if kind not in ("running", "paused") or not row.seconds:
        return 0.0
    time = reckoning.timelines()[row.version.schedule_id] if row.version.schedule_id else ALWAYS
    used = timing.used(row, time, at) / timedelta(seconds=row.seconds)
    return max(0.0, min(1.0, 1 - used))


_WORDS = {
    "running": lambda: _("%(target)s due in %(length)s"),
    "late": lambda: _("%(target)s %(length)s late"),
    "paused": lambda: _("%(target)s paused"),
    "met": lambda: _("%(target)s in time"),
    "missed": lambda: _("%(target)s came late"),
    "cancelled": lambda: _("%(target)s cancelled"),
}
