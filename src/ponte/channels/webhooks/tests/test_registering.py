from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from ponte.channels.webhooks import choosing, registering
from ponte.channels.webhooks.models import Endpoint, Secret
from ponte.channels.webhooks.sealing import LostSecret, unseal
from ponte.channels.webhooks.tests.conftest import Hook
from ponte.events.kinds import kind_of
from ponte.events.models import Event
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent

URL = "https://shop.example/hooks/very-secret-path"


def test_the_secret_is_kept_sealed_and_nothing_of_the_path_is_told(admin: Agent) -> None:
    made, secret = registering.make(url=URL, kinds=["ticket.*"], by=admin)
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    kept = bytes(Secret.objects.get(endpoint=made).sealed)
    assert secret.encode() not in kept
    assert unseal(kept) == secret
    told = Event.objects.get(kind="webhook.created")
    assert told.data == {"name": "shop.example"}


def test_another_secret_key_cannot_read_it(admin: Agent, settings: pytest.FixtureRequest) -> None:
    made, _secret = registering.make(url=URL, kinds=["*"], by=admin)
    settings.SECRET_KEY = "another" * 8  # type: ignore[attr-defined]
    with pytest.raises(LostSecret):
        unseal(Secret.objects.get(endpoint=made).sealed)


@pytest.mark.parametrize("patterns", [[], [""], ["nothing.there"], ["mail.received"], ["ticket.created", "x*"]])
def test_what_means_no_event_is_refused(admin: Agent, patterns: list[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        registering.make(url=URL, kinds=patterns, by=admin)
    assert list(refused.value.message_dict) == ["kinds"]


def test_conditions_that_are_wrong_are_told_and_kept_nowhere(admin: Agent) -> None:
    with pytest.raises(ValidationError) as refused:
        registering.make(url=URL, kinds=["*"], conditions={"field": "nonsense"}, by=admin)
    assert list(refused.value.message_dict) == ["conditions"]
    assert not Endpoint.objects.exists()


def test_what_is_for_administrators_alone_must_be_named_by_one(admin: Agent, serena: Agent) -> None:
    kind = kind_of("agent.security_changed")
    assert not choosing.covers(["*", "agent.*"], kind)
    assert choosing.covers([kind.name], kind)
    registering.make(url=URL, kinds=[kind.name], by=admin)
    with pytest.raises(ValidationError):
        registering.make(url=URL, kinds=[kind.name], by=serena)


def test_a_change_tells_each_field_and_asks_who(admin: Agent, giulia: Agent) -> None:
    made, _secret = registering.make(url=URL, kinds=["*"], by=admin)
    with pytest.raises(NotPermitted):
        registering.change(made, by=giulia, description="x")
    registering.change(made, by=admin, description="Shop", kinds=["ticket.*"], url=URL)
    changed = Event.objects.filter(kind="webhook.changed").order_by("pk")
    assert [each.data["field"] for each in changed] == ["description", "kinds"] or [
        each.data["field"] for each in changed
    ] == ["kinds", "description"]


def test_deleting_forgets_what_waits(hook: Callable[..., Hook], admin: Agent) -> None:
    from ponte.channels.webhooks import trying

    mine = hook()
    trying.send_test(mine.endpoint, by=admin)
    registering.delete(mine.endpoint, by=admin)
    assert not Endpoint.objects.exists()
    assert Event.objects.filter(kind="webhook.deleted").exists()
