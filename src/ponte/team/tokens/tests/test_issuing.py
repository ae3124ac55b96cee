"""New tokens, and who they open for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.team.tokens import issuing, recognising, revoking
from ponte.team.tokens.models import Token


def test_only_the_digest_of_a_secret_is_kept(giulia: Agent) -> None:
    token, secret = issuing.issue(giulia, name="  Order   system ", scopes=["tickets:read"], by=giulia)
    assert secret.startswith("ponte_")
    assert len(secret) > 48
    assert token.name == "Order system"
    kept = str(Token.objects.values().get(pk=token.pk)) + str(list(Event.objects.values()))
    assert secret not in kept
    assert secret[len(token.beginning) :] not in kept
    event = Event.objects.get(kind="token.issued")
    assert (event.actor, event.data["scopes"]) == (giulia.journal_name, ["tickets:read"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["tickets:burn"]}, "scopes"),
        ({"expires_at": clock.now() - timedelta(days=1)}, "expires_at"),
    ],
)
def test_what_is_wrong_is_named(giulia: Agent, wrong: dict[str, object], field: str) -> None:
    asked = {"name": "Shop", "scopes": ["tickets:read"], **wrong}
    with pytest.raises(ValidationError) as refused:
        issuing.issue(giulia, by=giulia, **asked)  # type: ignore[arg-type]
    assert list(refused.value.message_dict) == [field]
    assert not Token.objects.exists()


def test_nobody_makes_tokens_for_others(admin: Agent, giulia: Agent) -> None:
    with pytest.raises(NotPermitted):
        issuing.issue(giulia, name="x", scopes=["tickets:read"], by=admin)


def test_a_token_opens_until_it_ends(giulia: Agent, admin: Agent, olena: Agent) -> None:
    now = clock.now()
    until = now + timedelta(days=1)
    token, secret = issuing.issue(giulia, name="x", scopes=["tickets:read"], by=giulia, expires_at=until)
    assert recognising.recognise(secret, at=now) == token
    assert recognising.recognise(secret, at=until) is None
    assert recognising.recognise(secret + "x", at=now) is None
    with pytest.raises(NotPermitted):
        revoking.revoke(token, by=olena)
    revoking.revoke(token, by=admin)
    revoking.revoke(token, by=admin)
    assert recognising.recognise(secret, at=now) is None
    assert Event.objects.filter(kind="token.revoked").count() == 1


def test_a_closed_account_s_token_opens_nothing(giulia: Agent) -> None:
    _token, secret = issuing.issue(giulia, name="x", scopes=["tickets:read"], by=giulia)
    Agent.objects.filter(pk=giulia.pk).update(is_active=False)
    assert recognising.recognise(secret) is None


def test_its_use_is_noted_once_a_minute(giulia: Agent) -> None:
    token, secret = issuing.issue(giulia, name="x", scopes=["tickets:read"], by=giulia)
    now = clock.now()
    noted = []
    for seconds in (0, 30, 61):
        recognising.recognise(secret, at=now + timedelta(seconds=seconds))
        token.refresh_from_db()
        noted.append(token.last_used_at)
    assert noted == [now, now, now + timedelta(seconds=61)]
