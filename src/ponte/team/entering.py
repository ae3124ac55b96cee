"""Coming in by the company's own sign-in, without an account here yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ponte.lib import clock
from ponte.team.creating import create
from ponte.team.errors import DoorClosed
from ponte.team.inviting import pending
from ponte.team.models import Agent, Invitation, Role


def may_enter(address: str, *, domains: Collection[str], at: datetime | None = None) -> bool:
    """Whether this verified address, which has no account, is invited or of an allowed domain."""
    if Agent.objects.filter(email__iexact=address).exists():
        return False  # a closed account is not opened by a new one
    return _invitation(address, at or clock.now()) is not None or _is_of(address, domains)


@transaction.atomic
def enter(
    address: str, *, name: str, domains: Collection[str] = (), locale: str = "en", at: datetime | None = None
) -> Agent:
    """Make the account: with the invitation's role and teams, or as an agent of an allowed domain.

    Raises:
        DoorClosed: neither invited nor allowed.
    """
    moment = at or clock.now()
    if not may_enter(address, domains=domains, at=moment):
        raise DoorClosed
    invitation = _invitation(address, moment)
    agent = create(
        address,
        name=name[:120],
        role=invitation.role if invitation else Role.AGENT,
        teams=list(invitation.teams.all()) if invitation else (),
        locale=invitation.locale if invitation else locale,
        by=None,
        at=moment,
    )
    if invitation:
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=moment)
    return agent


def _invitation(address: str, moment: datetime) -> Invitation | None:
    return pending().filter(email__iexact=address, expires_at__gt=moment).first()


def _is_of(address: str, domains: Collection[str]) -> bool:
    local, _at, domain = address.lower().rpartition("@")
    return bool(local) and domain in {each.lower().lstrip("@") for each in domains}
