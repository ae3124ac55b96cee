"""How a person uses views: as lists or tables, pinned or hidden, in an order of their own. Nobody else notices."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.team.models import Agent
from ponte.tickets.saved_views.models import Habit, Mode, Standing, View


def see_as(view: View, mode: str, *, by: Agent) -> None:
    """Remember list or table.

    Raises:
        ValidationError: there is no such way.
    """
    if mode not in Mode.values:
        raise ValidationError(_("Choose list or table."))
    Habit.objects.update_or_create(agent=by, view=view, defaults={"mode": mode})


def place(view: View, standing: str, *, by: Agent) -> None:
    """Pin it above the others, hide it, or let it stand as usual.

    Raises:
        ValidationError: there is no such standing.
    """
    if standing not in Standing.values:
        raise ValidationError(_("Choose pinned, hidden or usual."))
    Habit.objects.update_or_create(agent=by, view=view, defaults={"standing": standing})


@transaction.atomic
def arrange(ids: Sequence[int], *, by: Agent) -> None:
    """This person's own order: as given, then the others as they stood; ids out of sight are passed over."""
    known = list(View.objects.seen_by(by).with_habits(by))
    given = {number: place for place, number in enumerate(dict.fromkeys(ids))}
    known.sort(key=lambda view: given.get(view.pk, len(given)))
    Habit.objects.bulk_create(
        [Habit(agent=by, view=view, position=place) for place, view in enumerate(known)],
        update_conflicts=True,
        unique_fields=["agent", "view"],
        update_fields=["position"],
    )


def step(view: View, step: int, *, by: Agent) -> None:
    """One place up (-1) or down (1) among those that are shared alike."""
    known = list(View.objects.seen_by(by).with_habits(by))
    alike = [each.pk for each in known if each.sharing == view.sharing]
    at = alike.index(view.pk)
    to = at + step
    if 0 <= to < len(alike):
        alike[at], alike[to] = alike[to], alike[at]
        others = iter(alike)
        arrange([next(others) if each.sharing == view.sharing else each.pk for each in known], by=by)
