"""Follow-ups in the language of conditions."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ponte.tickets.conditions.fields import Field, register
from ponte.tickets.conditions.kinds.moment import Moment

register(
    Field(
        "snoozed_until",
        _("Snoozed until"),
        Moment(),
        column="wakes_at",
        filled=Q(wakes_at__isnull=False),
        section="time",
    ),
    Field(
        "promised_by",
        _("Promised the customer by"),
        Moment(),
        column="promise_due_at",
        filled=Q(promise_due_at__isnull=False),
        section="time",
    ),
)
