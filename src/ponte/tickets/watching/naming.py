"""What the journal calls the reasons of the watch and its settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.tickets.watching.models import Reason


@names("attention_reason")
def _reasons(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Reason.choices)


@names("watch_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "owner_minutes": _("minutes without an owner"),
        "silent_hours": _("hours of silence"),
        "away_hours": _("hours with an assignee away"),
        "snooze_hours": _("hours after a snooze"),
        "pending_days": _("days without a next step"),
    }
