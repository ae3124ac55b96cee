"""The policy of a ticket, for tables and exports."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from ponte.tickets.saved_views.columns import Column, register
from ponte.tickets.sla.models import Clock


def _policy() -> Any:
    """By which its newest clock runs or ran."""
    clocks = Clock.objects.filter(ticket=OuterRef("pk")).order_by("-pk")
    return Subquery(clocks.values("version__name")[:1])


register(
    Column(
        "policy",
        _("Policy"),
        ("policy_name",),
        lambda row: row["policy_name"],
        read={"policy_name": _policy},
    )
)
