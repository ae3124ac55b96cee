"""What weighs on somebody: new and open tickets, others only where the company says so; never what sleeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Count, Q

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.skills import limiting
from ponte.team.skills.work import Work
from ponte.tickets.models import Ticket
from ponte.tickets.routing.models import Router
from ponte.tickets.routing.ways import WORK
from ponte.tickets.states import StateType


def loads_of(agents: Collection[int]) -> dict[int, dict[str, int]]:
    """How many tickets weigh on each, by kind of work; two queries."""
    found: dict[int, dict[str, int]] = {agent: {} for agent in agents}
    rows = Ticket.objects.unsolved().filter(assignee__in=list(agents), is_spam=False, wakes_at__isnull=True)
    rows = rows.filter(weighs(Router.objects.filter(pk=1).first() or Router()))
    for agent, channel, number in rows.order_by().values_list("assignee", "channel").annotate(n=Count("pk")):
        load = defaultdict(int, found[agent])
        load[str(WORK[channel])] += number
        found[agent] = dict(load)
    return found


def most_of(agents: Iterable[Agent]) -> dict[int, int]:
    """What each may hold of everything they hold some of, of mail where they hold nothing."""
    people = list(agents)
    limits, loads = limiting.limits_of(people), loads_of([agent.pk for agent in people])
    return {
        agent.pk: sum(limits[agent.pk][work] for work, number in loads[agent.pk].items() if number)
        or limits[agent.pk][Work.MAIL]
        for agent in people
    }


def weighs(router: Router) -> Q:
    """The states that weigh."""
    states = [StateType.NEW, StateType.OPEN]
    states += [StateType.PENDING] if router.counts_pending else []
    states += [StateType.ON_HOLD] if router.counts_on_hold else []
    return Q(state_type__in=states)


@transaction.atomic
def set_weights(*, pending: bool, on_hold: bool, by: Agent | str) -> None:
    """Say whether pending tickets, and those on hold, weigh.

    Raises:
        NotPermitted: nothing was changed.
    """
    permissions.require(by, "manage_routing")
    Router.objects.get_or_create(pk=1)
    held = Router.objects.select_for_update().get(pk=1)
    for name, new in (("counts_pending", pending), ("counts_on_hold", on_hold)):
        old = getattr(held, name)
        if old != new:
            setattr(held, name, new)
            record("router.changed", by=by, subject="router:1", field=name, old=old, new=new)
    held.save(update_fields=["counts_pending", "counts_on_hold"])
