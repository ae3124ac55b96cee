"""Adding colleagues."""

import pytest
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.team import creating
from ponte.team.models import Agent, Role, Team

pytestmark = pytest.mark.django_db
PASSWORD = "a bridge over still water"


def test_an_account_can_sign_in_and_stands_in_the_journal(admin: Agent) -> None:
    team = Team.objects.create(name="Night shift")
    made = creating.create(
        "Nadia.Rossi@Velora.example", name="Nadia  Rossi ", role="agent", password=PASSWORD, by=admin, teams=[team]
    )
    assert (made.email, made.name, made.role) == ("nadia.rossi@velora.example", "Nadia Rossi", Role.AGENT)
    assert made.check_password(PASSWORD)
    assert made.password.startswith("argon2")
    events = Event.objects.filter(subject__in=[made.journal_name, team.journal_name]).order_by("id")
    assert [(event.kind, event.actor) for event in events] == [
        ("agent.created", admin.journal_name),
        ("team.joined", admin.journal_name),
    ]


def test_the_command_line_needs_no_name(db: None) -> None:
    assert creating.create("nadia.rossi@velora.example", role="agent", by="system").name == "Nadia Rossi"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": "ADMIN@velora.example"}, "email"),
        ({"role": "king"}, "role"),
        ({"password": "password"}, "password"),
        ({"password": "nadia@velora.example"}, "password"),
        ({"locale": "tlh"}, "locale"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_wrong_input_is_refused_by_field_and_leaves_nothing(wrong: dict[str, str], field: str) -> None:
    Agent.objects.create(email="admin@velora.example", name="Taken")
    given = {"email": "nadia@velora.example", "name": "Nadia", "role": "agent", "password": PASSWORD} | wrong
    with pytest.raises(ValidationError) as refusal:
        creating.create(given.pop("email"), by="system", **given)
    assert list(refusal.value.message_dict) == [field]
    assert Agent.objects.count() == 1
    assert not Event.objects.filter(kind="agent.created").exists()
