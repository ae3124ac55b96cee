"""The pages of webhooks, through the real door."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from ponte.channels.webhooks import registering, trying
from ponte.channels.webhooks.models import Delivery, Endpoint, Replay, Secret
from ponte.channels.webhooks.sealing import unseal
from ponte.team.models import Agent

URL = "https://shop.example/hooks"


@pytest.fixture
def desk(client: Client, serena: Agent) -> Client:
    client.force_login(serena)
    return client


@pytest.fixture
def endpoint(admin: Agent) -> Endpoint:
    return registering.make(url=URL, kinds=["ticket.*"], description="Shop", by=admin)[0]


def test_a_new_one_shows_its_secret_once(desk: Client) -> None:
    given = {"url": URL, "kinds": ["ticket.created, ticket.replied", "customer.*"], "includes_notes": "on"}
    response = desk.post("/administration/webhooks/new", given)
    assert (response.status_code, response.headers["Cache-Control"]) == (201, "no-store")
    made = Endpoint.objects.get()
    assert (made.kinds, made.includes_notes) == (["customer.*", "ticket.created", "ticket.replied"], True)
    secret = unseal(Secret.objects.get().sealed)
    assert secret in response.content.decode()
    assert secret not in desk.get(f"/administration/webhooks/{made.pk}").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("url", "https://127.0.0.1/", "PONTE_WEBHOOK_NETWORKS"),
        ("kinds", "nothing.there", "nothing.there"),
        ("c-text", "[1]", "[1]"),
        ("c-text", '{"field": "mood", "operator": "is", "value": ["good"]}', "no field mood"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk: Client, field: str, value: str, said: str) -> None:
    given: dict[str, Any] = {"url": URL, "kinds": "ticket.*", "description": "The shop of Turin", field: value}
    response = desk.post("/administration/webhooks/new", given)
    words = response.content.decode()
    assert response.status_code == 422
    assert said in words
    assert "The shop of Turin" in words
    assert not Endpoint.objects.exists()


def test_settings_change(desk: Client, endpoint: Endpoint) -> None:
    there = f"/administration/webhooks/{endpoint.pk}/settings"
    assert "ticket.*" in desk.get(there).content.decode()
    response = desk.post(
        there, {"url": URL, "kinds": "*", "c-text": '{"field": "spam", "operator": "is", "value": true}'}
    )
    assert response.status_code == 302
    kept = Endpoint.objects.get()
    assert (kept.kinds, kept.conditions["field"]) == (["*"], "spam")


def test_a_test_leads_to_its_delivery_and_can_be_sent_again(desk: Client, endpoint: Endpoint) -> None:
    response = desk.post(f"/administration/webhooks/{endpoint.pk}/test")
    delivery = Delivery.objects.get()
    assert response.headers["Location"] == f"/administration/webhooks/deliveries/{delivery.pk}"
    assert "This is a test" in desk.get(response.headers["Location"]).content.decode()
    assert desk.post(f"/administration/webhooks/deliveries/{delivery.pk}/attempt").status_code == 302


def test_suspended_and_taken_up_with_what_was_missed(desk: Client, endpoint: Endpoint) -> None:
    there = f"/administration/webhooks/{endpoint.pk}/suspension"
    desk.post(there)
    assert not Endpoint.objects.get().is_active
    assert "Nothing is sent" in desk.get(f"/administration/webhooks/{endpoint.pk}").content.decode()
    desk.post(there, {"end": "1", "missed": "on"})
    assert Endpoint.objects.get().is_active
    assert Replay.objects.count() == 1


def test_a_span_is_read_in_the_reader_s_zone_and_can_be_stopped(desk: Client, endpoint: Endpoint) -> None:
    there = f"/administration/webhooks/{endpoint.pk}/replays"
    desk.post(there, {"since": "2026-11-01T09:00"})
    assert Replay.objects.get().since.isoformat() == "2026-11-01T08:00:00+00:00"  # Serena is in Milan
    desk.post(there, {"stop": "1"})
    assert Replay.objects.get().is_cancelled
    desk.post(there, {"since": "tomorrow"})
    assert Replay.objects.count() == 1


def test_the_list_and_the_log_cost_the_same_however_long(
    desk: Client, endpoint: Endpoint, admin: Agent, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(path).status_code == 200
        return sum("webhooks_" in str(each["sql"]) for each in asked.captured_queries)

    trying.send_test(endpoint, by=admin)
    paths = ("/administration/webhooks/", f"/administration/webhooks/{endpoint.pk}")
    for path in paths:
        queries(path)
    before = [queries(path) for path in paths]
    for number in range(5):
        made, _secret = registering.make(url=f"{URL}/{number}", kinds=["*"], by=admin)
        trying.send_test(made, by=admin)
        trying.send_test(endpoint, by=admin)
    assert [queries(path) for path in paths] == before


def test_no_secret_and_no_path_of_an_address_stands_in_the_list(desk: Client, admin: Agent) -> None:
    registering.make(url="https://chat.example/hooks/T0K3N", kinds=["*"], by=admin)
    words = desk.get("/administration/webhooks/").content.decode()
    assert "chat.example" in words
    assert not re.search("T0K3N|whsec_", words)
