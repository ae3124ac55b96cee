"""Invitations."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.lib import clock
from ponte.team import inviting
from ponte.team.errors import DoorClosed, NotPermitted
from ponte.team.models import Agent, Invitation, Team

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
PASSWORD = "a bridge over still water"


@pytest.fixture
def invitation(admin: Agent) -> Invitation:
    team = Team.objects.create(name="Night shift")
    return inviting.invite("Nadia@velora.example", role="coordinator", by=admin, teams=[team], locale="it", at=AT)


def token_of(invitation: Invitation) -> str:
    return inviting.link_to(invitation).rpartition("/")[2]


def test_only_the_hash_of_the_token_is_kept(invitation: Invitation) -> None:
    token = token_of(invitation)
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(list(Event.objects.values()))
    assert token not in str(list(Invitation.objects.values()))


def test_accepting_makes_the_account_with_role_and_teams(invitation: Invitation) -> None:
    nadia = inviting.accept(token_of(invitation), name="Nadia Rossi", password=PASSWORD, at=AT)
    assert (nadia.email, nadia.role, nadia.locale) == ("nadia@velora.example", "coordinator", "it")
    assert [team.name for team in nadia.teams.all()] == ["Night shift"]
    assert Event.objects.get(kind="agent.created").actor == nadia.journal_name


def test_it_opens_once(invitation: Invitation) -> None:
    inviting.accept(token_of(invitation), name="Nadia", password=PASSWORD, at=AT)
    with pytest.raises(DoorClosed):
        inviting.accept(token_of(invitation), name="Mallory", password=PASSWORD, at=AT)


def test_it_is_good_for_a_week(invitation: Invitation) -> None:
    token = token_of(invitation)
    assert inviting.find(token, at=AT + timedelta(days=7) - timedelta(seconds=1)) == invitation
    with pytest.raises(DoorClosed):
        inviting.find(token, at=AT + timedelta(days=7))


def test_another_token_opens_nothing(invitation: Invitation) -> None:
    with pytest.raises(DoorClosed):
        inviting.find(token_of(invitation)[:-1] + "_", at=AT)


def test_inviting_again_closes_the_old_link(invitation: Invitation, admin: Agent) -> None:
    old = token_of(invitation)
    renewed = inviting.resend(invitation, by=admin, at=AT + timedelta(days=8))
    with pytest.raises(DoorClosed):
        inviting.find(old, at=AT + timedelta(days=8))
    assert inviting.find(token_of(renewed), at=AT + timedelta(days=14)) == invitation


def test_a_second_invitation_takes_the_first_back(invitation: Invitation, admin: Agent) -> None:
    again = inviting.invite("nadia@VELORA.example", role="agent", by=admin, at=AT)
    assert list(inviting.pending()) == [again]


def test_taken_back_it_opens_nothing(invitation: Invitation, admin: Agent) -> None:
    token = token_of(invitation)
    inviting.revoke(invitation, by=admin, at=AT)
    with pytest.raises(DoorClosed):
        inviting.find(token, at=AT)
    with pytest.raises(DoorClosed):
        inviting.resend(invitation, by=admin, at=AT)


def test_a_wrong_password_leaves_the_door_open(invitation: Invitation) -> None:
    with pytest.raises(ValidationError) as refusal:
        inviting.accept(token_of(invitation), name="Nadia", password="short", at=AT)
    assert list(refusal.value.message_dict) == ["password"]
    assert inviting.find(token_of(invitation), at=AT)


def test_colleagues_are_not_invited_twice(admin: Agent, olena: Agent) -> None:
    with pytest.raises(ValidationError):
        inviting.invite(olena.email.upper(), role="agent", by=admin)


def test_only_administrators_invite(giulia: Agent) -> None:
    with clock.frozen(AT), pytest.raises(NotPermitted):
        inviting.invite("mallory@velora.example", role="administrator", by=giulia)
    assert not Invitation.objects.exists()
