"""Endpoints are made, changed and deleted; their secrets shown once and rotated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.channels.webhooks import addresses, choosing
from ponte.channels.webhooks.models import Endpoint, Secret
from ponte.channels.webhooks.sealing import new_secret, seal
from ponte.events.recording import record
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.parsing import parse
from ponte.tickets.conditions.tree import stored

FIELDS = ("url", "description", "kinds", "conditions", "includes_notes")
MOST = 50
OVERLAP = timedelta(hours=24)


@transaction.atomic
def make(
    *,
    url: str,
    kinds: Iterable[str],
    description: str = "",
    conditions: Mapping[str, Any] | None = None,
    includes_notes: bool = False,
    by: Agent | str,
    at: datetime | None = None,
) -> tuple[Endpoint, str]:
    """Make an endpoint; returns it with its secret, which is never shown again.

    Raises:
        NotPermitted, ValidationError: by field; nothing was made.
    """
    permissions.require(by, "manage_webhooks")
    at = at or clock.now()
    fields = sound(
        {
            "url": url,
            "kinds": kinds,
            "description": description,
            "conditions": conditions or {},
            "includes_notes": includes_notes,
        },
        by=by,
    )
    if Endpoint.objects.count() >= MOST:
        raise ValidationError({"url": _("There are %(most)s webhooks already. Delete one first.") % {"most": MOST}})
    made = Endpoint.objects.create(created_at=at, active_since=at, **fields)
    secret = _add_secret(made, at)
    record("webhook.created", by=by, subject=made.journal_name, at=at, name=str(made))
    return made, secret


@transaction.atomic
def change(endpoint: Endpoint, *, by: Agent | str, at: datetime | None = None, **given: Any) -> Endpoint:
    """Change what is given, for what happens from now on.

    Raises:
        NotPermitted, ValidationError: by field; nothing was changed.
    """
    permissions.require(by, "manage_webhooks")
    held = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    for name, value in sound(given, by=by).items():
        if getattr(held, name) != value:
            setattr(held, name, value)
            held.save(update_fields=[name])
            record("webhook.changed", by=by, subject=held.journal_name, at=at, field=name)
    return held


@transaction.atomic
def delete(endpoint: Endpoint, *, by: Agent | str, at: datetime | None = None) -> None:
    """Forget it, with what waits and its log."""
    permissions.require(by, "manage_webhooks")
    record("webhook.deleted", by=by, subject=endpoint.journal_name, at=at, name=str(endpoint))
    Endpoint.objects.filter(pk=endpoint.pk).delete()


@transaction.atomic
def rotate(endpoint: Endpoint, *, by: Agent | str, overlap: timedelta = OVERLAP, at: datetime | None = None) -> str:
    """A new secret; the old ones sign beside it for `overlap` more. Returns the new one, shown once."""
    permissions.require(by, "manage_webhooks")
    at = at or clock.now()
    Endpoint.objects.select_for_update().get(pk=endpoint.pk)
    old = Secret.objects.filter(endpoint=endpoint)
    old.filter(expires_at__lte=at).delete()
    old.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at + overlap)).update(expires_at=at + overlap)
    secret = _add_secret(endpoint, at)
    record("webhook.secret_rotated", by=by, subject=endpoint.journal_name, at=at)
    return secret


def _add_secret(endpoint: Endpoint, at: datetime) -> str:
    secret = new_secret()
    Secret.objects.create(endpoint=endpoint, sealed=seal(secret), created_at=at)
    return secret


def sound(given: Mapping[str, Any], *, by: Agent | str) -> dict[str, Any]:
    """The fields as they are kept.

    Raises:
        ValidationError: with every field that is wrong.
    """
    reads = {
        "url": addresses.sound,
        "kinds": lambda value: choosing.sound(value, by=by),
        "description": _description,
        "conditions": _conditions,
        "includes_notes": bool,
    }
    found: dict[str, Any] = {}
    wrong: dict[str, Any] = {}
    for name in FIELDS:
        if name in given:
            try:
                found[name] = reads[name](given[name])  # type: ignore[operator]  # readers of different values
            except ValidationError as error:
                wrong |= error.message_dict
    if wrong:
        raise ValidationError(wrong)
    return found


def _description(text: str) -> str:
    words = " ".join(text.replace("\x00", "").split())
    if len(words) > 200:
        raise ValidationError({"description": _("Shorten this to 200 characters.")})
    return words


def _conditions(data: Mapping[str, Any]) -> dict[str, Any]:
    try:
        node = parse(dict(data), has_reader=False, checks_things=True)
    except InvalidConditions as error:
        raise ValidationError({"conditions": [str(fault) for fault in error.faults]}) from error
    return stored(node) if data else {}
