"""The order in which views stand in everybody's list."""

from __future__ import annotations

from django.db import transaction

from ponte.events.recording import Actor
from ponte.tickets.saved_views.allowing import require_change
from ponte.tickets.saved_views.models import View


@transaction.atomic
def move(view: View, step: int, *, by: Actor | str) -> None:
    """One place up (-1) or down (1) among those that are shared alike; at the end nothing happens.

    Raises:
        NotPermitted: `by` may not change this view.
    """
    require_change(by, view)
    beside = View.objects.select_for_update().filter(sharing=view.sharing)
    if view.sharing == "mine":
        beside = beside.filter(owner=view.owner)
    row = list(beside.order_by("position", "pk"))
    place = next(index for index, each in enumerate(row) if each.pk == view.pk)
    target = place + step
    if not 0 <= target < len(row):
        return
    row[place], row[target] = row[target], row[place]
    positions = sorted(each.position for each in row)
    for position, each in enumerate(row):
        each.position = positions[0] + position
    View.objects.bulk_update(row, ["position"])
