"""Who must have a second factor."""

import pytest
from allauth.mfa.models import Authenticator

from ponte.events.models import Event
from ponte.team import requiring_two_factor, two_factor
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent, SignInPolicy

pytestmark = pytest.mark.django_db


def needing() -> set[str]:
    return set(Agent.objects.filter(needs_two_factor=True).values_list("name", flat=True))


def give(agent: Agent, kind: str) -> None:
    Authenticator.objects.create(user=agent, type=kind, data={})


def test_those_of_the_roles_who_lack_it(admin: Agent, olena: Agent, mateo: Agent, giulia: Agent) -> None:
    give(mateo, Authenticator.Type.WEBAUTHN)
    give(olena, Authenticator.Type.RECOVERY_CODES)
    requiring_two_factor.require_for(["agent"], by=admin)
    assert needing() == {"Olena Kovalenko"}
    requiring_two_factor.require_for(["coordinator"], by=admin)
    assert needing() == {"Giulia Ferri"}
    requiring_two_factor.require_for([], by=admin)
    assert needing() == set()


def test_a_change_of_the_policy_is_one_event(admin: Agent) -> None:
    for _twice in range(2):
        requiring_two_factor.require_for(["agent", "administrator"], by=admin)
    event = Event.objects.get(kind="sign_in.policy_changed")
    assert (event.data["old"], event.data["new"]) == ([], ["administrator", "agent"])
    assert SignInPolicy.current().two_factor_roles == ["administrator", "agent"]


def test_only_administrators_change_it(serena: Agent) -> None:
    with pytest.raises(NotPermitted):
        requiring_two_factor.require_for(["agent"], by=serena)


def test_who_lost_their_key_begins_anew(admin: Agent, olena: Agent) -> None:
    give(olena, Authenticator.Type.TOTP)
    requiring_two_factor.require_for(["agent"], by=admin)
    requiring_two_factor.forget_factors(olena, by=admin)
    assert not two_factor.is_set_up(olena)
    assert olena.needs_two_factor
