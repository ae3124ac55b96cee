"""How endpoints and deliveries look."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from ponte.channels.webhooks.choosing import offered
from ponte.channels.webhooks.models import UNFINISHED, Delivery, Endpoint, Status
from ponte.team.models import Agent
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.parsing import parse
from ponte.tickets.conditions.wording import sentence

LOOKS = {
    Status.WAITING: ("clock", ""),
    Status.SENDING: ("send", "accent"),
    Status.DELIVERED: ("check", "positive"),
    Status.GIVEN_UP: ("alert", "negative"),
}


def look(status: str) -> tuple[str, str]:
    """Icon and tone of a delivery."""
    return LOOKS[Status(status)]


def health(endpoint: Endpoint) -> tuple[str, str, str]:
    """How an endpoint does: words, icon, tone."""
    if not endpoint.is_active:
        return _("Suspended"), "block", "negative" if endpoint.suspended != "by_hand" else ""
    if endpoint.failing_since is not None:
        return _("Failing"), "alert", "caution"
    if endpoint.delivered_at is not None:
        return _("Working"), "check", "positive"
    return _("Nothing delivered yet"), "clock", ""


def tickets(endpoint: Endpoint) -> str:
    """Of which tickets it hears, in words."""
    if not endpoint.conditions:
        return _("All")
    try:
        return sentence(parse(endpoint.conditions, has_reader=False))
    except InvalidConditions:
        return _("None: its conditions are no longer understood")


def suggestions(agent: Agent) -> list[str]:
    """What may be typed as events: everything, whole rooms, single kinds."""
    names = [kind.name for kind in offered(agent)]
    rooms = sorted({f"{name.partition('.')[0]}.*" for name in names})
    return ["*", *rooms, *names]


def waiting(endpoints: Iterable[Endpoint]) -> dict[int, int]:
    """How many deliveries wait for each, in one query."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(
        endpoint__in=[row.pk for row in endpoints], status__in=UNFINISHED
    )
    return dict(rows.values_list("endpoint").annotate(number=Count("pk")))
