"""Changing an account."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.team import changing
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db


def test_each_changed_field_is_one_event(olena: Agent) -> None:
    changed = changing.change(olena, by=olena, name="Olena K.", locale="uk", time_zone=olena.time_zone)
    assert changed == ["name", "locale"]
    events = Event.objects.filter(kind="agent.changed").order_by("id")
    assert [(event.data["field"], event.data["old"], event.data["new"]) for event in events] == [
        ("name", "Olena Kovalenko", "Olena K."),
        ("locale", "en", "uk"),
    ]


def test_the_text_of_a_signature_stays_out_of_the_journal(olena: Agent) -> None:
    changing.change(olena, by=olena, signature="З повагою,\r\nОлена")
    olena.refresh_from_db()
    assert olena.signature == "З повагою,\nОлена"
    assert Event.objects.get(kind="agent.changed").data == {"field": "signature", "old": None, "new": None}


def test_wrong_input_changes_nothing(olena: Agent) -> None:
    with pytest.raises(ValidationError):
        changing.change(olena, by=olena, name="Other", time_zone="Nowhere")
    olena.refresh_from_db()
    assert olena.name == "Olena Kovalenko"
    assert not Event.objects.filter(kind="agent.changed").exists()


def test_nobody_changes_another_nor_ones_own_address(olena: Agent, mateo: Agent) -> None:
    with pytest.raises(NotPermitted):
        changing.change(olena, by=mateo, name="Mateo's joke")
    with pytest.raises(NotPermitted):
        changing.change(olena, by=olena, email="elsewhere@velora.example")


def test_role_and_the_like_are_not_changed_here(olena: Agent) -> None:
    with pytest.raises(TypeError):
        changing.change(olena, by=olena, role="administrator")


def test_an_old_address_opens_nothing_any_more(olena: Agent, admin: Agent) -> None:
    EmailAddress.objects.create(user=olena, email=olena.email, verified=True, primary=True)
    changing.change(olena, by=admin, email="new.olena@velora.example")
    assert not EmailAddress.objects.filter(user=olena).exists()
