"""The order in which shared views stand for all who have not made an order of their own."""

from __future__ import annotations

from django.db import transaction

from ponte.team import permissions
from ponte.team.models import Agent
from ponte.tickets.saved_views.models import Sharing, View


@transaction.atomic
def as_of(agent: Agent, *, by: Agent) -> None:
    """As they stand for this person.

    Raises:
        NotPermitted: `by` does not manage views.
    """
    permissions.require(by, "manage_views")
    known = View.objects.seen_by(agent).with_habits(agent).exclude(sharing=Sharing.MINE)
    ids = list(known.values_list("pk", flat=True))
    held = {view.pk: view for view in View.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    for position, pk in enumerate(ids):
        held[pk].position = position
    View.objects.bulk_update(held.values(), ["position"])
