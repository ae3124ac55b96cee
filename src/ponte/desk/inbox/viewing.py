"""One page of a view: with its groups, and never longer than people wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ponte.desk.inbox import listing
from ponte.team.models import Agent
from ponte.tickets.conditions import fields, parsing
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.fields import Field
from ponte.tickets.conditions.selecting import only_unsolved
from ponte.tickets.conditions.tree import Node
from ponte.tickets.models import Ticket
from ponte.tickets.saved_views.grouping import Group, groups
from ponte.tickets.saved_views.limiting import TooSlow, at_most
from ponte.tickets.saved_views.reading_groups import alike, first_of_each
from ponte.tickets.saved_views.sorting import By

if TYPE_CHECKING:
    from ponte.desk.inbox.asking import Asked
    from ponte.desk.inbox.listing import Page

PATIENCE = 3000  # milliseconds for any statement of a page
QUICK = 250  # milliseconds for seeing whether they are few
FEW = 500
PART = "~"  # between the group and the place in it, in a cursor


def page(asked: Asked, agent: Agent) -> Page:
    """The next tickets; a view that cannot be shown says why."""
    assert asked.view is not None
    field = fields.get(asked.view.group) if asked.view.group else None
    try:
        node = parsing.parse(asked.view.conditions)  # `listing` takes what is not understood for an empty page
        among = _few(asked, agent, node)
        with at_most(PATIENCE):
            return _grouped(asked, agent, field, among) if field else listing.page(asked, agent, among=among)
    except TooSlow:
        if isinstance(asked.order, By) and asked.order.key != asked.view.sort:
            words = _(
                "So many tickets cannot be put in this order in time. Narrow the list, or choose another order."
            )
            return listing.Page([], trouble=words)
        return listing.Page(
            [], trouble=_("This view takes too long to read. Narrow it: a state or a team helps most.")
        )
    except InvalidConditions as error:
        faults = "; ".join(fault.message for fault in error.faults)
        return listing.Page([], trouble=_("This view is not understood any more: %(why)s") % {"why": faults})
    except ValueError:
        return listing.Page([])


def _few(asked: Asked, agent: Agent, node: Node) -> list[int] | None:
    """All of them when they are few; None when they are many, or hard to find.

    A list in order walks its index until a page is full; of few tickets among a million it walks all of it.
    Unsolved tickets have indexes of their own that are short enough.
    """
    if only_unsolved(node):
        return None
    try:
        with at_most(QUICK):
            ids = list(listing.matching(asked, agent).order_by().values_list("pk", flat=True)[: FEW + 1])
    except TooSlow:
        return None
    return ids if len(ids) <= FEW else None


def _grouped(asked: Asked, agent: Agent, field: Field, among: list[int] | None) -> Page:
    """Group after group, each in the list's own order, until the page is full."""
    found = listing.matching(asked, agent, among)
    offered = groups(field)
    key, _part, inside = asked.after.partition(PART)
    keys = [group.key for group in offered]
    if key and key not in keys:
        return listing.Page([])
    taken: list[tuple[Group, dict[str, Any]]] = []
    left = offered[keys.index(key) if key else 0 :]
    while left and len(taken) <= listing.SIZE:
        room = listing.SIZE + 1 - len(taken)
        together = [] if inside and left[0].key == key else alike(left)
        if together:
            chosen = first_of_each(together, found, asked.order.parts, room)
            taken += _rows(chosen, asked, agent)
            left = left[len(together) :]
        else:
            group, left = left[0], left[1:]
            parts = asked.order.parts(found.filter(group.where), inside if group.key == key else "")
            taken += [(group, values) for values in listing.first_of(parts, asked, agent, room)]
    more, taken = len(taken) > listing.SIZE, taken[: listing.SIZE]
    ready = listing.made_ready([values for _group, values in taken], asked)
    for row, (group, _values) in zip(ready, taken, strict=True):
        row.group = group.label
    cursor = f"{taken[-1][0].key}{PART}{asked.order.cursor(taken[-1][1])}" if more else ""
    before = next((group.label for group in offered if group.key == key), "") if inside else ""
    return listing.Page(ready, cursor, before)


def _rows(chosen: list[tuple[Group, int]], asked: Asked, agent: Agent) -> list[tuple[Group, dict[str, Any]]]:
    """What is shown of these tickets, in their order. One that was deleted in between is left out."""
    if not chosen:
        return []
    tickets = asked.order.apply(Ticket.objects.filter(pk__in=[number for _group, number in chosen]))
    values = {each["id"]: each for each in listing.read(tickets, asked, agent)}
    return [(group, values[number]) for group, number in chosen if number in values]
