"""Which roles must sign in with two steps."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db import transaction

from ponte.events.recording import record
from ponte.team import checking, permissions, two_factor
from ponte.team.models import Agent, SignInPolicy


@transaction.atomic
def require_for(roles: Iterable[str], *, by: Agent) -> SignInPolicy:
    """Ask these roles for a second factor. Those who lack one are led to it at their next page.

    Raises:
        NotPermitted: `by` may not change how people sign in.
    """
    permissions.require(by, "manage_sign_in")
    policy, _made = SignInPolicy.objects.select_for_update().get_or_create(pk=1)
    old, new = sorted(policy.two_factor_roles), sorted({checking.role(role).value for role in roles})
    if old != new:
        policy.two_factor_roles = new
        policy.save()
        record("sign_in.policy_changed", by=by, subject="sign_in", old=old, new=new)
        two_factor.refresh()
    return policy


@transaction.atomic
def forget_factors(agent: Agent, *, by: Agent) -> None:
    """Take every second factor from a colleague who lost theirs; they set up a new one.

    Raises:
        NotPermitted: `by` may not manage people.
    """
    permissions.require(by, "manage_people")
    removed, _rows = Authenticator.objects.filter(user=agent).delete()
    if removed:
        record("agent.security_changed", by=by, subject=agent.journal_name, what="two_factor_reset")
    two_factor.refresh(agent)
