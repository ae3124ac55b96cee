"""Inviting colleagues: a link by mail, single use, good for a week.

The token is derived from the row and the installation's secret; the database holds only its hash, so that
neither a copy of the database nor the journal opens the door, while the link can be shown and sent again.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team import checking, permissions
from ponte.team.creating import create
from ponte.team.errors import DoorClosed
from ponte.team.models import Agent, Invitation, Team

GOOD_FOR = timedelta(days=7)


@transaction.atomic
def invite(
    email: str,
    *,
    role: str,
    by: Agent,
    teams: Iterable[Team] = (),
    locale: str = "en",
    at: datetime | None = None,
) -> Invitation:
    """Ask somebody in; an earlier invitation of the same address is taken back. `link_to` gives the path.

    Raises:
        NotPermitted: `by` may not manage people.
        ValidationError: by field; a colleague with this address is refused.
    """
    permissions.require(by, "manage_people")
    moment = at or clock.now()
    address = checking.email(email)
    for earlier in pending().filter(email__iexact=address).select_for_update():
        _take_back(earlier, by=by, at=moment)
    invitation = Invitation(
        email=address,
        role=checking.role(role),
        locale=checking.locale(locale),
        invited_by=by,
        created_at=moment,
        expires_at=moment + GOOD_FOR,
        token_hash=f"new {address}"[:64],
    )
    invitation.save()
    invitation.teams.set(teams)
    _stamp(invitation)
    record(
        "agent.invited", by=by, subject=invitation.journal_name, at=moment, email=address, role=invitation.role
    )
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, by: Agent, at: datetime | None = None) -> Invitation:
    """Give a pending invitation a new week and a new link; the old link closes.

    Raises:
        NotPermitted, DoorClosed.
    """
    permissions.require(by, "manage_people")
    moment = at or clock.now()
    held = _hold(invitation)
    held.expires_at = moment + GOOD_FOR
    _stamp(held)
    record("agent.invitation_resent", by=by, subject=held.journal_name, at=moment, email=held.email)
    return held


@transaction.atomic
def revoke(invitation: Invitation, *, by: Agent, at: datetime | None = None) -> None:
    """Take a pending invitation back.

    Raises:
        NotPermitted, DoorClosed.
    """
    permissions.require(by, "manage_people")
    _take_back(_hold(invitation), by=by, at=at or clock.now())


def find(token: str, *, at: datetime | None = None) -> Invitation:
    """The invitation that this token opens.

    Raises:
        DoorClosed: unknown, used, taken back, or too old.
    """
    invitation = pending().filter(token_hash=_hash(token), expires_at__gt=at or clock.now()).first()
    if invitation is None or Agent.objects.filter(email__iexact=invitation.email).exists():
        raise DoorClosed
    return invitation


@transaction.atomic
def accept(
    token: str,
    *,
    name: str,
    password: str | None,
    locale: str = "",
    time_zone: str = "UTC",
    languages: Iterable[str] = (),
    at: datetime | None = None,
) -> Agent:
    """Make the account of somebody invited. Without a password they sign in by single sign-on alone.

    Raises:
        DoorClosed, ValidationError.
    """
    moment = at or clock.now()
    invitation = _hold(find(token, at=moment))
    if invitation.token_hash != _hash(token):
        raise DoorClosed
    if not name.strip():
        raise ValidationError({"name": _("Write the name that colleagues and customers see.")})
    agent = create(
        invitation.email,
        name=name,
        role=invitation.role,
        password=password,
        teams=list(invitation.teams.all()),
        locale=locale or invitation.locale,
        languages=languages,
        time_zone=time_zone,
        by=None,
        at=moment,
    )
    invitation.accepted_at = moment
    invitation.save(update_fields=["accepted_at"])
    return agent


def pending() -> models.QuerySet[Invitation]:
    """Invitations that nobody accepted yet, too old ones among them."""
    return Invitation.objects.filter(accepted_at__isnull=True)


def link_to(invitation: Invitation) -> str:
    """The path that the invited person opens."""
    return f"/invitation/{_token(invitation)}"


def _hold(invitation: Invitation) -> Invitation:
    held = pending().select_for_update().filter(pk=invitation.pk).first()
    if held is None:
        raise DoorClosed
    return held


def _take_back(invitation: Invitation, *, by: Agent, at: datetime) -> None:
    record("agent.invitation_revoked", by=by, subject=invitation.journal_name, at=at, email=invitation.email)
    invitation.delete()


def _stamp(invitation: Invitation) -> None:
    invitation.token_hash = _hash(_token(invitation))
    invitation.save(update_fields=["token_hash", "expires_at"])


def _token(invitation: Invitation) -> str:
    seed = f"{invitation.pk}:{invitation.expires_at.timestamp()}"
    return urlsafe_b64encode(
        salted_hmac("ponte.team.invitation", seed, algorithm="sha256").digest()[:24]
    ).decode()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
