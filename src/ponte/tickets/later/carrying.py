"""A reply that waits for its time was written for another conversation: after a merge somebody looks at it first."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ponte.lib import clock
from ponte.tickets.later.models import LaterReply, LaterStatus
from ponte.tickets.merges.carrying import Plan, carries
from ponte.tickets.models import Ticket

MERGED = "merged"


def _move(old: Ticket, new: Ticket, plan: Plan) -> list[int]:
    """Its draft moves with the others; here it is only held back."""
    rows = list(_waiting(old).order_by("pk").values_list("pk", flat=True))
    LaterReply.objects.filter(pk__in=rows).update(status=LaterStatus.HELD, reason=MERGED)
    return rows


def _back(old: Ticket, new: Ticket, kept: list[int]) -> None:
    """It waits again, if its time has not passed meanwhile."""
    rows = LaterReply.objects.filter(pk__in=kept, status=LaterStatus.HELD, reason=MERGED)
    rows.filter(send_at__gt=clock.now()).update(status=LaterStatus.WAITING, reason="")


def _waiting(ticket: Ticket) -> QuerySet[LaterReply]:
    return LaterReply.objects.filter(draft__ticket=ticket, status=LaterStatus.WAITING)


def _say(old: Ticket, new: Ticket) -> Iterator[str]:
    if _waiting(old).exists():
        yield _("A reply that waits for its time is held back, until somebody has looked at it.")


carries("later", _move, _back, _say, first=True)  # its draft leaves the old ticket afterwards
