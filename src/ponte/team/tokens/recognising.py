"""Whose token this is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from ponte.lib import clock
from ponte.team.tokens.issuing import PREFIX, digest_of
from ponte.team.tokens.models import Token

NOTED_EVERY = timedelta(minutes=1)


def recognise(secret: str, *, at: datetime | None = None) -> Token | None:
    """The token with its agent, or None: unknown, expired, revoked, or of a closed account.

    That it was used is noted at most once a minute.
    """
    if not secret.startswith(PREFIX) or len(secret) > 100 or not secret.isascii():
        return None
    moment = at or clock.now()
    token = Token.objects.select_related("agent").filter(digest=digest_of(secret)).first()
    if token is None or not token.opens(moment) or not token.agent.is_active:
        return None
    _note_use(token, moment)
    return token


def _note_use(token: Token, moment: datetime) -> None:
    before = moment - NOTED_EVERY
    if token.last_used_at is None or token.last_used_at < before:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=before)
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=moment)
