"""A merged ticket's reminders and promise go with it; the customer who waits wakes the one that stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ponte.lib import clock
from ponte.tickets.following_up import noticing
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.merges.carrying import Plan, carries
from ponte.tickets.models import NEVER, Ticket
from ponte.ui.moments import when


def _move(old: Ticket, new: Ticket, plan: Plan) -> dict[str, Any]:
    reminders = _ids(FollowUp.objects.filter(ticket=old, kind=Kind.REMINDER).unfinished())
    FollowUp.objects.filter(pk__in=reminders).update(ticket=new)
    return {
        "reminders": reminders,
        "asleep": _ids(FollowUp.objects.filter(ticket=old, kind=Kind.SNOOZE).unfinished()),
        "woken": _wake(old, new, plan),
        **_move_promise(old, new, plan),
    }


def _wake(old: Ticket, new: Ticket, plan: Plan) -> list[int]:
    """Whoever waits on the old ticket has written to the new one now, so it sleeps no longer."""
    if new.wakes_at is None or old.waiting_since is None:
        return []
    asleep = _ids(FollowUp.objects.filter(ticket=new, kind=Kind.SNOOZE).to_come())
    noticing.customer_wrote(new, by=plan.by, at=plan.at)
    new.save(update_fields=["wakes_at"])
    return asleep


def _move_promise(old: Ticket, new: Ticket, plan: Plan) -> dict[str, Any]:
    """A ticket owes one promise: of two the earlier binds, and the answer to it answers both."""
    mine, theirs = _promise_of(old), _promise_of(new)
    if mine is None:
        return {"promise": None, "dropped": None}
    dropped = None
    if theirs is not None:
        dropped = max((mine, theirs), key=lambda row: (row.due_at or NEVER, row.pk))
        outcome = Outcome.BROKEN if dropped.fired_at else Outcome.CANCELLED
        FollowUp.objects.filter(pk=dropped.pk).update(ended_at=plan.at, outcome=outcome)
    stays = theirs if dropped == mine else mine
    FollowUp.objects.filter(pk=mine.pk).update(ticket=new)
    Ticket.objects.filter(pk=old.pk).update(promise_due_at=None)
    Ticket.objects.filter(pk=new.pk).update(promise_due_at=stays.due_at if stays else None)
    return {"promise": mine.pk, "dropped": dropped.pk if dropped else None}


def _back(old: Ticket, new: Ticket, kept: dict[str, Any]) -> None:
    FollowUp.objects.filter(pk__in=kept["reminders"], ticket=new).unfinished().update(ticket=old)
    _sleep_again(old, FollowUp.objects.filter(pk__in=kept["asleep"], ticket=old))
    _sleep_again(new, FollowUp.objects.filter(pk__in=kept["woken"], ticket=new, ended_at=None))
    _promise_back(old, new, kept)


def _sleep_again(ticket: Ticket, rows: Any) -> None:
    """A snooze goes on unless its moment has passed meanwhile; what had rung is to be dealt with again."""
    now = clock.now()
    for row in rows:
        if row.outcome == Outcome.MOMENT:
            FollowUp.objects.filter(pk=row.pk).update(ended_at=None)
        elif row.due_at is None or row.due_at > now:
            FollowUp.objects.filter(pk=row.pk).update(ended_at=None, fired_at=None, outcome=Outcome.OPEN)
            Ticket.objects.filter(pk=ticket.pk).update(wakes_at=row.due_at or NEVER)


def _promise_back(old: Ticket, new: Ticket, kept: dict[str, Any]) -> None:
    """Each ticket owes again what it owed, unless the answer came on the survivor meanwhile."""
    mine = FollowUp.objects.filter(pk=kept["promise"], ticket=new).first()
    if mine is None:
        return
    answered = _promise_of(new) is None
    FollowUp.objects.filter(pk=mine.pk).update(ticket=old)
    if kept["dropped"] is not None and not answered:
        dropped = FollowUp.objects.get(pk=kept["dropped"])
        dropped.ended_at, dropped.outcome = None, Outcome.BROKEN if dropped.fired_at else Outcome.OPEN
        dropped.save(update_fields=["ended_at", "outcome"])
    for ticket in (old, new):
        row = _promise_of(ticket)
        Ticket.objects.filter(pk=ticket.pk).update(promise_due_at=row.due_at if row else None)


def _say(old: Ticket, new: Ticket) -> Iterator[str]:
    if old.promise_due_at is not None:
        due = min(old.promise_due_at, new.promise_due_at or NEVER)
        words = _("The customer was promised an answer: #%(number)s owes it by %(time)s.")
        yield words % {"time": when(due), "number": new.pk}
    if old.waiting_since is not None and new.wakes_at is not None:
        yield _("#%(number)s is snoozed; it comes back, because a customer waits.") % {"number": new.pk}


def _promise_of(ticket: Ticket) -> FollowUp | None:
    return FollowUp.objects.filter(ticket=ticket, kind=Kind.PROMISE).unfinished().first()


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


carries("follow_ups", _move, _back, _say)
