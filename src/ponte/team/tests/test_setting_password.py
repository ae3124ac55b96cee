"""Passwords."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from ponte.events.models import Event
from ponte.team import setting_password
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db


def test_a_new_password_ends_other_sessions_and_is_told_without_it(olena: Agent, client: Client) -> None:
    client.force_login(olena)
    setting_password.set_password(olena, "many small bridges", by=olena)
    assert client.get("/account").status_code == 302
    assert Event.objects.get(kind="agent.security_changed").data == {"what": "password"}


def test_an_easy_one_is_refused(olena: Agent) -> None:
    with pytest.raises(ValidationError) as refusal:
        setting_password.set_password(olena, "kovalenko!", by=olena, field="new")
    assert list(refusal.value.message_dict) == ["new"]
