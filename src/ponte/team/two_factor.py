"""Whether a person must set up a second factor, kept beside their account.

A passkey or an authenticator app is a second factor; recovery codes alone are not.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ponte.team.models import Agent, SignInPolicy

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_set_up(agent: Agent) -> bool:
    """Whether this person has a second factor."""
    return Authenticator.objects.filter(user=agent, type__in=_FACTORS).exists()


def with_factor(agents: QuerySet[Agent]) -> QuerySet[Any]:
    """The same agents, each with `has_two_factor`."""
    return agents.annotate(
        has_two_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=_FACTORS))
    )


@transaction.atomic
def refresh(agent: Agent | None = None) -> None:
    """Write `needs_two_factor` anew, of one person or of all."""
    everybody = Agent.objects.all() if agent is None else Agent.objects.filter(pk=agent.pk)
    required = Q(role__in=SignInPolicy.current().two_factor_roles)
    lacking = with_factor(everybody).filter(required, has_two_factor=False).values("pk")
    Agent.objects.filter(pk__in=lacking, needs_two_factor=False).update(needs_two_factor=True)
    everybody.filter(needs_two_factor=True).exclude(pk__in=lacking).update(needs_two_factor=False)
    if agent is not None:
        agent.refresh_from_db(fields=["needs_two_factor"])
