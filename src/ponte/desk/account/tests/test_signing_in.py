"""Signing in, through the door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from tests.cast import PASSWORD

from ponte.events.models import Event
from ponte.team import requiring_two_factor
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db


def attempt(client: Client, address: str, password: str) -> Any:
    return client.post("/sign-in", {"login": address, "password": password})


@pytest.fixture
def demo(settings: Any) -> None:
    settings.PONTE = replace(settings.PONTE, demo=True)


def test_the_demo_lets_anybody_choose(demo: None, client: Client, olena: Agent) -> None:
    assert "Sign in as Olena Kovalenko" in client.get("/sign-in").content.decode()
    assert client.post(f"/sign-in/demo/{olena.pk}").status_code == 302
    assert client.get("/account").status_code == 200
    assert Event.objects.get(kind="agent.signed_in").data["method"] == "demo"


def test_the_demo_does_not_open_closed_accounts(demo: None, client: Client, olena: Agent) -> None:
    Agent.objects.filter(pk=olena.pk).update(is_active=False)
    assert client.post(f"/sign-in/demo/{olena.pk}").status_code == 404


def test_outside_the_demo_there_is_no_such_door(client: Client, olena: Agent) -> None:
    assert "Olena" not in client.get("/sign-in").content.decode()
    assert client.post(f"/sign-in/demo/{olena.pk}").status_code == 404
    assert client.get("/account").status_code == 302


def test_after_five_wrong_ones_even_the_right_one_waits(
    client: Client, olena: Agent, with_password: Callable[[Agent], Agent]
) -> None:
    with_password(olena)
    for _try in range(5):
        assert "do not go together" in attempt(client, olena.email, "wrong").content.decode()
    assert "Too many attempts" in attempt(client, olena.email, PASSWORD).content.decode()
    assert "Too many attempts" in attempt(Client(REMOTE_ADDR="192.0.2.9"), olena.email, PASSWORD).content.decode()
    assert Event.objects.filter(kind="agent.sign_in_failed", subject=olena.journal_name).count() == 5


def test_a_stranger_hears_the_same_as_a_colleague(
    client: Client, olena: Agent, with_password: Callable[[Agent], Agent]
) -> None:
    with_password(olena)

    def words(address: str) -> str:
        return str(attempt(client, address, "wrong").content.decode().replace(address, "")).split("<main")[1]

    def without_token(html: str) -> list[str]:
        return [line for line in html.splitlines() if "csrf" not in line]

    assert without_token(words("nobody@velora.example")) == without_token(words(olena.email))


def test_a_forgotten_password_tells_a_stranger_nothing(client: Client, olena: Agent) -> None:
    answers = [client.post("/password/reset", {"email": each}) for each in ("nobody@velora.example", olena.email)]
    assert {(each.status_code, each["Location"]) for each in answers} == {(302, "/password/reset/sent")}


def test_a_closed_account_hears_why(
    client: Client, olena: Agent, with_password: Callable[[Agent], Agent]
) -> None:
    with_password(olena)
    Agent.objects.filter(pk=olena.pk).update(is_active=False)
    attempt(client, olena.email, PASSWORD)
    assert client.get("/account").status_code == 302


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_afterwards(
    client: Client, olena: Agent, with_password: Callable[[Agent], Agent], where: str
) -> None:
    with_password(olena)
    answer = client.post("/sign-in", {"login": olena.email, "password": PASSWORD, "next": where})
    assert answer["Location"] == "/"


def test_who_must_have_a_second_step_is_led_to_it(client: Client, admin: Agent, olena: Agent) -> None:
    client.force_login(olena)
    requiring_two_factor.require_for(["agent"], by=admin)
    assert client.get("/account")["Location"] == "/account/two-factor"
    assert client.get("/account", headers={"HX-Request": "true"})["HX-Redirect"] == "/account/two-factor"
    assert "Your role needs two-step sign-in" in client.get("/account/two-factor").content.decode()
    assert client.post("/sign-out").status_code == 302


def test_a_fragment_is_refused_without_losing_the_page(client: Client) -> None:
    assert client.get("/account/sessions", headers={"HX-Request": "true"}).status_code == 401


def test_every_answer_carries_its_policies_and_its_name(client: Client, olena: Agent) -> None:
    client.force_login(olena)
    answer = client.post("/account/availability/busy")
    event = Event.objects.get(kind="agent.availability_changed")
    assert answer["X-Request-Id"] == event.request_id != ""
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_pages_speak_the_readers_language(client: Client, olena: Agent) -> None:
    Agent.objects.filter(pk=olena.pk).update(locale="uk")
    client.force_login(olena)
    assert "Ваш обліковий запис" in client.get("/account", headers={"Accept-Language": "it"}).content.decode()
    outside = Client().get("/sign-in", headers={"Accept-Language": "it"}).content.decode()
    assert "Hai dimenticato la password?" in outside


def test_garbage_for_a_passkey_is_refused_calmly(client: Client, olena: Agent) -> None:
    for credential in ("{}", "[]", "null", '{"response": {}}', '{"response": {"userHandle": "MQ"}}', "x"):
        assert client.post("/sign-in/passkey", {"credential": credential}).status_code in (200, 302)
    assert client.get("/account").status_code == 302
