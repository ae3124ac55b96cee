"""What is looked for: each check names the tickets that it finds, with since when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

from ponte.events.models import Event
from ponte.team.models import Availability
from ponte.tickets.following_up.models import FollowUp, Kind
from ponte.tickets.models import Ticket
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.states import LAST_UNSOLVED, StateType
from ponte.tickets.watching.models import Reason, UsualWait, WatchPolicy

Found = Iterable[tuple[int, datetime]]
Check = Callable[[datetime, WatchPolicy, "list[int] | None"], Found]
GONE = (Availability.AWAY, Availability.OFF)


def _awake(tickets: list[int] | None) -> TicketQuerySet:
    """Unsolved ones that are in somebody's hands, or should be; `tickets` narrows to a few."""
    rows = Ticket.objects.unsolved().filter(is_spam=False, wakes_at__isnull=True)
    return rows if tickets is None else rows.filter(pk__in=tickets)


def no_owner(now: datetime, policy: WatchPolicy, tickets: list[int] | None) -> Found:
    """New or open, and nobody has it."""
    before = now - timedelta(minutes=policy.owner_minutes)
    rows = _awake(tickets).in_work().filter(assignee__isnull=True, created_at__lt=before)
    return rows.values_list("pk", "created_at")


def no_next_step(now: datetime, policy: WatchPolicy, tickets: list[int] | None) -> Found:
    """Waits for others, and nothing will bring it back."""
    rows = _awake(tickets).filter(
        state_type__gt=StateType.OPEN, updated_at__lt=now - timedelta(days=policy.pending_days)
    )
    coming = FollowUp.objects.filter(ticket=OuterRef("pk")).unfinished()
    return rows.filter(~Exists(coming)).values_list("pk", "updated_at")


def silent(now: datetime, policy: WatchPolicy, tickets: list[int] | None) -> Found:
    """The customer waits, and the assignee has done nothing on the ticket since."""
    rows = _awake(tickets).in_work().filter(assignee__isnull=False)
    rows = rows.filter(waiting_since__lt=now - timedelta(hours=policy.silent_hours))
    done = Event.objects.filter(
        ticket_id=OuterRef("pk"),
        at__gt=OuterRef("waiting_since"),
        actor=Concat(Value("agent:"), Cast(OuterRef("assignee_id"), CharField())),
    )
    return rows.filter(~Exists(done)).values_list("pk", "waiting_since")  # type: ignore[return-value]


def waiting(now: datetime, policy: WatchPolicy, tickets: list[int] | None) -> Found:
    """The customer waits longer than nine of ten do with this team."""
    usual = {row.team_id: row.length for row in UsualWait.objects.all()}
    if not usual:
        return []
    longer = Q(pk__in=[])
    for team, length in usual.items():
        if team is not None:
            longer |= Q(team=team, waiting_since__lt=now - length)
    if None in usual:
        others = Q(team__isnull=True) | ~Q(team__in=[team for team in usual if team is not None])
        longer |= others & Q(waiting_since__lt=now - usual[None])
    rows = _awake(tickets).in_work().filter(longer)
    return rows.values_list("pk", "waiting_since")  # type: ignore[return-value]


def away(now: datetime, policy: WatchPolicy, tickets: list[int] | None) -> Found:
    """The assignee's account is closed, or they are away while the customer waits."""
    before = now - timedelta(hours=policy.away_hours)
    gone = Q(assignee__is_active=False) | Q(assignee__availability__in=GONE, waiting_since__lt=before)
    rows = _awake(tickets).in_work().filter(gone)
    return rows.annotate(since=Coalesce(F("waiting_since"), F("updated_at"))).values_list("pk", "since")


def promise(now: datetime, policy: WatchPolicy, tickets: list[int] | None) -> Found:
    """The customer was promised an answer, and has none."""
    return _rung(Kind.PROMISE, tickets).values_list("ticket_id", "due_at")


def snooze(now: datetime, policy: WatchPolicy, tickets: list[int] | None) -> Found:
    """It came back from snooze, and nobody touched it."""
    before = now - timedelta(hours=policy.snooze_hours)
    rows = _rung(Kind.SNOOZE, tickets).filter(fired_at__lt=before)
    return rows.values_list("ticket_id", "fired_at")


def _rung(kind: Kind, tickets: list[int] | None) -> Any:
    rows = FollowUp.objects.filter(kind=kind, ticket__state_type__lte=LAST_UNSOLVED, ticket__is_spam=False).rung()
    return rows if tickets is None else rows.filter(ticket__in=tickets)


CHECKS: dict[Reason, Check] = {
    Reason.PROMISE: promise,
    Reason.WAITING: waiting,
    Reason.SILENT: silent,
    Reason.AWAY: away,
    Reason.NO_OWNER: no_owner,
    Reason.SNOOZE: snooze,
    Reason.NO_NEXT_STEP: no_next_step,
}
