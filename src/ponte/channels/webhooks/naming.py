"""What the journal calls webhooks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.channels.webhooks.models import Endpoint, Suspension
from ponte.events.naming import names


@names("webhook")
def _endpoints(ids: Collection[Any]) -> dict[Any, str]:
    return {row.pk: str(row) for row in Endpoint.objects.filter(pk__in=ids)}


@names("webhook_suspension")
def _suspensions(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Suspension.choices)


@names("webhook_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "url": _("the address"),
        "description": _("the description"),
        "kinds": _("the events"),
        "conditions": _("the conditions"),
        "includes_notes": _("whether notes are told"),
    }
