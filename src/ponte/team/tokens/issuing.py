"""A new token, whose secret is shown once and never again."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.team.tokens import scopes as scoping
from ponte.team.tokens.models import Token

PREFIX = "ponte_"  # lets people and secret scanners know what they found
MOST = 50  # tokens in use an agent: more is a program gone wild
SHOWN = len(PREFIX) + 6


@transaction.atomic
def issue(
    agent: Agent,
    *,
    name: str,
    scopes: Iterable[str],
    by: Agent | str,
    expires_at: datetime | None = None,
    at: datetime | None = None,
) -> tuple[Token, str]:
    """Make a token for `agent`; returns it with its secret. People make their own; the command makes any.

    Raises:
        NotPermitted: `by` is somebody else, or the account is closed.
        ValidationError: by field; nothing was made.
    """
    if not agent.is_active or (isinstance(by, Agent) and by.pk != agent.pk):
        raise NotPermitted("token")
    moment = at or clock.now()
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        agent=agent,
        name=_name(name),
        scopes=scoping.sound(scopes),
        digest=digest_of(secret),
        beginning=secret[:SHOWN],
        created_at=moment,
        expires_at=_expiry(expires_at, moment),
    )
    if Token.objects.filter(agent=agent, revoked_at__isnull=True).count() > MOST:
        raise ValidationError(_("You have %(most)s tokens already. Revoke one that is not used.") % {"most": MOST})
    record(
        "token.issued",
        by=by,
        subject=token.journal_name,
        at=moment,
        name=token.name,
        agent=agent.pk,
        scopes=token.scopes,
        expires=token.expires_at.isoformat() if token.expires_at else None,
    )
    return token, secret


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _name(text: str) -> str:
    words = " ".join(text.replace("\x00", "").split())
    if not words:
        raise ValidationError({"name": _("Say what the token is for, such as “Order system”.")})
    if len(words) > 80:
        raise ValidationError({"name": _("Shorten the name to 80 characters.")})
    return words


def _expiry(expires_at: datetime | None, moment: datetime) -> datetime | None:
    if expires_at is not None and expires_at <= moment:
        raise ValidationError({"expires_at": _("Choose a day that is still to come.")})
    return expires_at
