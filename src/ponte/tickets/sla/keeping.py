"""Clocks kept true: called by the behaviours, in the transaction of their own change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Min

from ponte.events.recording import record_many
from ponte.tickets.fields import reading
from ponte.tickets.models import NEVER, State, Ticket
from ponte.tickets.sla import clocks, rulebook
from ponte.tickets.sla.clocks import Bench
from ponte.tickets.sla.models import Clock

COLUMNS = (
    "version",
    "priority",
    "seconds",
    "runs",
    "running_since",
    "due_at",
    "next_at",
    "warned",
    "breached_at",
    "ended_at",
    "outcome",
)


@dataclass
class Outcome:
    """What follows for the clocks of some tickets, not written yet."""

    benches: list[Bench] = field(default_factory=list)
    before: dict[int, tuple[object, ...]] = field(default_factory=dict)

    def write(self) -> int:
        """Write the clocks that changed and their events; returns how many clocks those were."""
        every = [clock for bench in self.benches for clock in bench.clocks]
        new = [clock for clock in every if clock.pk is None]
        moved = [clock for clock in every if clock.pk is not None and self.before[clock.pk] != state_of(clock)]
        if new:
            Clock.objects.bulk_create(new)
        if len(moved) == 1:
            moved[0].save(update_fields=COLUMNS)
        elif moved:
            Clock.objects.bulk_update(moved, COLUMNS, batch_size=500)
        record_many([told.entry() for bench in self.benches for told in bench.told])
        return len(new) + len(moved)


def keep(
    ticket: Ticket, *, at: datetime, state: State | None = None, changed: Collection[str] = (), is_new: bool = False
) -> None:
    """Bring a held ticket's clocks up to how it stands now, and set its `due_at` (not saved).

    `changed`: its fields that this behaviour changed beside state and messages; policies may depend on them.
    """
    work_out([ticket], at=at, states={ticket.state_id: state or ticket.state}, changed=changed, is_new=is_new).write()


def keep_if_promised(ticket: Ticket, *, at: datetime, changed: Collection[str]) -> bool:
    """The same for a change that matters only where a policy speaks of it; says whether it did."""
    if not rulebook.current().cares(changed):
        return False
    keep(ticket, at=at, changed=changed)
    return True


def work_out(
    tickets: Sequence[Ticket],
    *,
    at: datetime | None,
    states: dict[int, State],
    changed: Collection[str] = (),
    is_new: bool = False,
    moved: bool = False,
) -> Outcome:
    """What follows for many tickets, with their `due_at` set; `write` it in the same transaction.

    `at` None: each ticket's own `created_at` (several that begin together).
    """
    book = rulebook.current()
    known: dict[int, list[Clock]] = defaultdict(list)
    outcome = Outcome()
    if is_new:
        reading.hold_nothing(tickets)
    else:
        for clock in held([ticket.pk for ticket in tickets]):
            known[clock.ticket_id].append(clock)
            outcome.before[clock.pk] = state_of(clock)
    rematch = not is_new and book.cares(changed)
    for ticket in tickets:
        pauses = states[ticket.state_id].pauses_deadlines
        bench = Bench(ticket, pauses, known[ticket.pk], book, at or ticket.created_at, [], moved)
        clocks.advance(bench, rematch=rematch)
        ticket.due_at = first_due(ticket, bench.clocks)
        outcome.benches.append(bench)
    return outcome


def held(tickets: Collection[int]) -> Iterable[Clock]:
    """The clocks of held tickets, under lock: a breach may be being told at this very moment."""
    return Clock.objects.select_for_update().filter(ticket__in=tickets).order_by("pk")


def due_of(tickets: Collection[int]) -> dict[int, datetime]:
    """What breaks first on each of these tickets, `NEVER` included."""
    running = Clock.objects.filter(ticket__in=tickets, due_at__lt=NEVER).order_by().values_list("ticket")
    return {**dict.fromkeys(tickets, NEVER), **dict(running.annotate(due=Min("due_at")))}


def settle(tickets: Collection[int], *, at: datetime) -> None:
    """Bring tickets whose messages came or went (a merge, a split, a reply taken back) up to how they stand."""
    rows = list(Ticket.objects.select_for_update(of=("self",)).select_related("state").filter(pk__in=tickets))
    work_out(rows, at=at, states={row.state_id: row.state for row in rows}, moved=True).write()
    for row in rows:
        row.save(update_fields=["due_at"])


def first_due(ticket: Ticket, known: Sequence[Clock]) -> datetime:
    """What breaks first: a clock, or what was promised to the customer."""
    return min(clocks.due_at(known), ticket.promise_due_at or NEVER)


def refresh_due(ticket: Ticket) -> None:
    """Set `due_at` (not saved) after what was promised to the customer changed; the clocks stay."""
    ticket.due_at = min(due_of([ticket.pk])[ticket.pk], ticket.promise_due_at or NEVER)


def state_of(clock: Clock) -> tuple[object, ...]:
    """Everything of a clock that may change."""
    return tuple(clock.version_id if name == "version" else getattr(clock, name) for name in COLUMNS)
