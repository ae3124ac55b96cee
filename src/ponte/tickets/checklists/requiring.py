"""What must be done before solving stands in the way; and a merged ticket's items go with it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import ngettext

from ponte.tickets.checklists.models import ChecklistItem
from ponte.tickets.merges.carrying import Plan, carries
from ponte.tickets.models import Ticket
from ponte.tickets.solving import Obstacle, before_solving


def _look(ticket: Ticket) -> Iterator[Obstacle]:
    left = ChecklistItem.objects.filter(ticket=ticket, is_required=True, done_at__isnull=True).count()
    if left:
        words = ngettext(
            "%(number)s item of the checklist must be done first.",
            "%(number)s items of the checklist must be done first.",
            left,
        )
        yield Obstacle("checklist", words % {"number": left})


def _move(old: Ticket, new: Ticket, plan: Plan) -> list[int]:
    rows = list(ChecklistItem.objects.filter(ticket=old).values_list("pk", flat=True))
    ChecklistItem.objects.filter(pk__in=rows).update(ticket=new)
    return rows


def _back(old: Ticket, new: Ticket, kept: list[int]) -> None:
    ChecklistItem.objects.filter(pk__in=kept, ticket=new).update(ticket=old)


before_solving("checklist", _look)
carries("checklist", _move, _back)
