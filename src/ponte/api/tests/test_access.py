"""Who gets in, and how the others are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ponte.api.tests.conftest import Program
from ponte.team.models import Agent


@pytest.mark.parametrize("secret", ["", "ponte_unknown", "другий", "x" * 300])
def test_without_a_token_nobody(db: None, secret: str) -> None:
    program = Program("")
    given = {"Authorization": f"Bearer {secret}"} if secret else {}
    response = program.get("/tickets", **given)
    assert (response.status_code, response.json()["code"]) == (401, "unauthorised")
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert response["Content-Type"] == "application/problem+json"


def test_a_session_opens_nothing(giulia: Agent) -> None:
    program = Program("")
    program.client.force_login(giulia)
    assert program.get("/tickets").status_code == 401


def test_a_scope_that_the_token_lacks(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia, "tickets:read")
    assert caller.get("/tickets").status_code == 200
    response = caller.post("/tickets", {})
    assert (response.status_code, response.json()["code"]) == (403, "scope-missing")
    assert response.json()["scope"] == "tickets:write"
    assert 'scope="tickets:write"' in response["WWW-Authenticate"]


def test_an_observer_changes_nothing(program: Callable[..., Program], observer: Agent) -> None:
    body = {"requester": {"email": "a@posteo.it"}, "subject": "x", "message": {"text": "x"}}
    response = program(observer).post("/tickets", body)
    assert (response.status_code, response.json()["code"]) == (403, "forbidden")


def test_who_must_set_up_a_second_step(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    Agent.objects.filter(pk=giulia.pk).update(needs_two_factor=True)
    assert caller.get("/tickets").json()["code"] == "second-step-missing"


def test_the_rate_is_told_and_kept(program: Callable[..., Program], giulia: Agent, settings: Any) -> None:
    settings.API_RATE = 2
    caller = program(giulia)
    first = caller.get("/tickets")
    assert (first["RateLimit-Limit"], first["RateLimit-Remaining"]) == ("2", "1")
    caller.get("/tickets")
    refused = caller.get("/tickets")
    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-requests")
    assert int(refused["Retry-After"]) > 0


def test_refusals_speak_the_caller_s_language(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    titles = {
        code: caller.get("/nowhere", Accept_Language=code).json()["title"]
        for code in ("en", "it", "es", "uk", "pt-BR")
    }
    assert len(set(titles.values())) == 5, titles
    assert caller.get("/tickets", Accept_Language="pt-BR")["Content-Language"] == "pt-br"


def test_methods_that_an_address_does_not_take(program: Callable[..., Program], giulia: Agent) -> None:
    response = program(giulia).ask("PUT", "/tickets", {})
    assert (response.status_code, response.json()["code"]) == (405, "method-not-allowed")
    assert set(response["Allow"].split(", ")) == {"GET", "POST"}


def test_head_is_get_without_the_body(program: Callable[..., Program], giulia: Agent) -> None:
    response = program(giulia).ask("HEAD", "/tickets")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b"\xff\xfe", b"nonsense"])
def test_a_body_that_is_no_json(program: Callable[..., Program], giulia: Agent, body: bytes) -> None:
    caller = program(giulia)
    response = caller.client.post(
        "/api/v1/tickets", body, content_type="application/json", headers={"Authorization": f"Bearer {caller.secret}"}
    )
    assert (response.status_code, response.json()["code"]) == (400, "malformed")


def test_a_body_that_is_too_large(program: Callable[..., Program], giulia: Agent, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = program(giulia).post("/tickets", {"subject": "x" * 200})
    assert (response.status_code, response.json()["code"]) == (413, "too-large")
