"""The test button: a delivery of `ponte.test`, for the receiver to show that it hears and verifies."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.channels.webhooks import lining_up, payloads
from ponte.channels.webhooks.choosing import TEST
from ponte.channels.webhooks.models import Delivery, Endpoint
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent


@transaction.atomic
def send_test(endpoint: Endpoint, *, by: Agent | str, at: datetime | None = None) -> Delivery:
    """Queue one; a worker sends it within the second.

    Raises:
        NotPermitted, ValidationError: nothing was queued.
    """
    permissions.require(by, "manage_webhooks")
    at = at or clock.now()
    if not endpoint.is_active:
        raise ValidationError(_("Take the webhook up again first."))
    name = f"test_{secrets.token_hex(12)}"
    said = {"message": "This is a test from Ponte.", "webhook": endpoint.pk}
    made = Delivery(endpoint=endpoint, kind=TEST, message_id=name, line=name, body=payloads.body(TEST, at, said))
    lining_up.add([made], at)
    return Delivery.objects.get(message_id=name)
