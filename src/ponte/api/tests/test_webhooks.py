"""Webhooks are set up through the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.api.models import Remembered
from ponte.api.tests.conftest import Program
from ponte.channels.webhooks.models import Delivery, Endpoint, Secret
from ponte.channels.webhooks.sealing import unseal
from ponte.team.models import Agent

BODY = {"url": "https://shop.example/hooks", "kinds": ["ticket.*"]}


@pytest.fixture
def caller(program: Callable[..., Program], serena: Agent) -> Program:
    return program(serena)


def test_the_secret_is_told_once_and_remembered_nowhere(caller: Program) -> None:
    made = caller.post("/webhooks", BODY, Idempotency_Key="once")
    secret = made.json()["secret"]
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    assert unseal(Secret.objects.get().sealed) == secret
    assert not Remembered.objects.exists()
    where = f"/webhooks/{made.json()['id']}"
    assert "secret" not in caller.get(where).json()
    rotated = caller.post(f"{where}/secret", {"overlap_hours": 2})
    assert rotated.json()["secret"] != secret
    assert Secret.objects.filter(expires_at__isnull=False).count() == 1


def test_changed_only_as_it_was_seen(caller: Program) -> None:
    where = f"/webhooks/{caller.post('/webhooks', BODY).json()['id']}"
    tag = caller.get(where).headers["ETag"]
    changed = caller.patch(where, {"description": "Shop"}, If_Match=tag)
    assert (changed.json()["description"], changed.json()["kinds"]) == ("Shop", ["ticket.*"])
    assert caller.patch(where, {"description": "x"}, If_Match=tag).status_code == 412
    assert caller.patch(where, {"kinds": ["nonsense"]}).json()["errors"][0]["path"] == "kinds"
    assert caller.patch(where, {"url": "https://10.0.0.1/"}).json()["errors"][0]["path"] == "url"
    assert caller.delete(where).status_code == 204
    assert not Endpoint.objects.exists()


def test_a_test_is_queued_and_read_with_its_log(caller: Program) -> None:
    where = f"/webhooks/{caller.post('/webhooks', BODY).json()['id']}"
    queued = caller.post(f"{where}/tests").json()
    assert (queued["kind"], queued["status"]) == ("ponte.test", "waiting")
    assert [each["id"] for each in caller.get(f"{where}/deliveries?status=waiting").json()["items"]] == [queued["id"]]
    whole = caller.get(f"/deliveries/{queued['id']}").json()
    assert (whole["log"], "ponte.test" in whole["body"]) == ([], True)
    assert caller.post(f"/deliveries/{queued['id']}/attempts").json()["status"] == "waiting"


def test_suspended_taken_up_and_replayed(caller: Program) -> None:
    where = f"/webhooks/{caller.post('/webhooks', BODY).json()['id']}"
    assert caller.put(f"{where}/suspension").status_code == 204
    assert caller.get(where).json()["suspended"] == "by_hand"
    assert caller.post(f"{where}/tests").status_code == 422
    assert isinstance(caller.delete(f"{where}/suspension?missed=true").json()["replay"], int)
    replay = caller.post(f"{where}/replays", {"since": "2026-01-01T00:00:00Z"}).json()
    assert caller.get(f"/replays/{replay['id']}").json()["done_at"] is None
    assert caller.delete(f"/replays/{replay['id']}").status_code == 204
    assert caller.get(f"/replays/{replay['id']}").json()["is_cancelled"] is True
    assert caller.post(f"{where}/replays", {"since": "2999-01-01T00:00:00Z"}).json()["errors"][0]["path"] == "since"
    assert not Delivery.objects.exists()
