"""One page of a view: with its groups, and never longer than people wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ponte.desk.inbox import listing
from ponte.team.models import Agent
from ponte.tickets.conditions import fields, parsing
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.fields import Field
from ponte.tickets.saved_views.grouping import groups
from ponte.tickets.saved_views.limiting import TooSlow, at_most

if TYPE_CHECKING:
    from ponte.desk.inbox.asking import Asked
    from ponte.desk.inbox.listing import Page

PATIENCE = 3000  # milliseconds for any statement of a page
PART = "~"  # between the group and the place in it, in a cursor


def page(asked: Asked, agent: Agent) -> Page:
    """The next tickets; a view that cannot be shown says why."""
    assert asked.view is not None
    field = fields.get(asked.view.group) if asked.view.group else None
    try:
        parsing.parse(asked.view.conditions)  # `listing` takes what is not understood for an empty page
        with at_most(PATIENCE):
            return _grouped(asked, agent, field) if field else listing.page(asked, agent)
    except TooSlow:
        return listing.Page(
            [], trouble=_("This view takes too long to read. Narrow it: a state or a team helps most.")
        )
    except InvalidConditions as error:
        faults = "; ".join(fault.message for fault in error.faults)
        return listing.Page([], trouble=_("This view is not understood any more: %(why)s") % {"why": faults})
    except ValueError:
        return listing.Page([])


def _grouped(asked: Asked, agent: Agent, field: Field) -> Page:
    """Group after group, each in the list's own order, until the page is full."""
    found = listing.matching(asked, agent)
    offered = groups(field, found)
    key, _part, inside = asked.after.partition(PART)
    keys = [group.key for group in offered]
    if key and key not in keys:
        return listing.Page([])
    taken: list[dict[str, Any]] = []
    labels: list[str] = []
    cursor = ""
    for group in offered[keys.index(key) if key else 0 :]:
        ordered = asked.order.apply(found.filter(group.where))
        if inside and group.key == key:
            ordered = asked.order.after(ordered, inside)
        room = listing.SIZE - len(taken)
        read = list(listing.read(ordered, asked, agent)[: room + 1])
        taken += read[:room]
        labels += [group.label] * len(read[:room])
        if len(read) > room or (len(taken) == listing.SIZE and group is not offered[-1]):
            cursor = f"{group.key}{PART}{asked.order.cursor(taken[-1])}"
            break
    ready = listing.made_ready(taken, asked)
    for row, label in zip(ready, labels, strict=True):
        row.group = label
    before = next((group.label for group in offered if group.key == key), "") if inside else ""
    return listing.Page(ready, cursor, before)
