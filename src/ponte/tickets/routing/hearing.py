"""What happens to tickets and people, as far as it changes who should have which ticket."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ponte.events.consuming import consumer
from ponte.events.models import Event
from ponte.events.recording import SYSTEM
from ponte.lib import clock
from ponte.tickets.models import Ticket
from ponte.tickets.routing import minding, placing, rulebook, waking
from ponte.tickets.routing.models import Place

OF_TICKETS = (
    "ticket.created",
    "ticket.assigned",
    "ticket.moved",
    "ticket.state_changed",
    "ticket.reopened",
    "ticket.changed",
    "ticket.tagged",
    "ticket.untagged",
    "ticket.snoozed",
    "ticket.woken",
    "ticket.message_received",
    "ticket.promised",
    "ticket.merged",
    "ticket.merged_into",
    "ticket.merge_undone",
    "ticket.split",
)
OF_PEOPLE = (
    "agent.activated",
    "agent.availability_changed",
    "agent.changed",
    "agent.deactivated",
    "agent.limit_changed",
    "agent.shift_changed",
    "agent.skill_changed",
    "team.joined",
    "team.left",
)
OF_ALL = ("limits.changed", "router.changed")


@consumer("routing", *OF_TICKETS, *OF_PEOPLE, *OF_ALL)
def hear(events: Sequence[Event]) -> None:
    """Bring places and desks up to these events; nothing while there is no route."""
    if not rulebook.current().routes and not Place.objects.exists():
        return
    now = clock.now()
    of_tickets = [event for event in events if event.ticket_id and not _is_our_own(event)]
    gave_back: dict[int, set[int]] = defaultdict(set)
    for event in of_tickets:
        if event.kind == "ticket.assigned" and event.data["old"] and event.data["new"] is None:
            gave_back[event.ticket_id or 0].add(event.data["old"])
    numbers = {event.ticket_id for event in of_tickets if event.ticket_id}
    moved = {event.ticket_id for event in of_tickets if event.kind == "ticket.moved" and event.ticket_id}
    given = (event for event in of_tickets if event.kind == "ticket.assigned" and event.data["new"])
    decided = {event.ticket_id for event in given if event.ticket_id}
    when = {event.ticket_id: event.at for event in of_tickets if event.ticket_id}
    if numbers:
        placing.place(numbers, at=now, gave_back=gave_back, moved=moved, decided=decided, when=when)
    people = {_agent_of(event) for event in events if event.kind in OF_PEOPLE}
    minding.mind(people, at=now)
    everybody = any(event.kind in OF_ALL for event in events)
    waking.wake(None if everybody else people | _freed(events))


def _is_our_own(event: Event) -> bool:
    """What the router did itself has its place written already."""
    return event.actor == SYSTEM and event.cause_id is not None and event.kind in ("ticket.assigned", "ticket.moved")


def _agent_of(event: Event) -> int:
    if event.kind.startswith("team."):
        return int(event.data["agent"])
    return int(event.subject.partition(":")[2])


def _freed(events: Iterable[Event]) -> set[int]:
    """Those with whom less may lie than before."""
    freed = {event.data["old"] for event in events if event.kind == "ticket.assigned" and event.data["old"]}
    lighter = {
        event.ticket_id
        for event in events
        if event.kind in ("ticket.state_changed", "ticket.snoozed", "ticket.changed") and event.ticket_id
    }
    return freed | set(
        Ticket.objects.filter(pk__in=lighter, assignee__isnull=False).values_list("assignee_id", flat=True)
    )
