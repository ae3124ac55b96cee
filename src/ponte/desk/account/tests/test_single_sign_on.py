"""The company's own sign-in, against a real small provider."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from ponte.config import sign_in
from ponte.events.models import Event
from ponte.team import inviting
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db


class Provider(BaseHTTPRequestHandler):
    """As much of OpenID Connect as a sign-in needs."""

    claims: dict[str, Any] = {}

    def do_GET(self) -> None:
        here = f"http://{self.headers['Host']}"
        if self.path == "/userinfo":
            return self.answer(self.claims)
        return self.answer(
            {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "token", "token_type": "Bearer"})

    def answer(self, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def provider(settings: Any) -> Iterator[type[Provider]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    issuer = f"http://127.0.0.1:{server.server_port}"
    settings.PONTE = replace(settings.PONTE, oidc_issuer=issuer, oidc_client_id="ponte", oidc_client_secret="s")
    settings.SOCIALACCOUNT_PROVIDERS = sign_in.providers(settings.PONTE)
    cache.clear()
    yield Provider
    server.shutdown()


def come_back(client: Client, provider: type[Provider], **claims: Any) -> Any:
    """Go to the provider and return as it would send one back."""
    provider.claims = {"sub": "u1", "name": "Nadia Rossi", "email_verified": True} | claims
    gone = client.post("/sign-in/sso")
    asked = urlsplit(gone["Location"])
    assert asked.path == "/authorize"
    wanted = {name: values[0] for name, values in parse_qs(asked.query).items()}
    assert wanted["redirect_uri"].endswith("/sign-in/sso/return")
    return client.get("/sign-in/sso/return", {"code": "c", "state": wanted["state"]})


def is_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_a_colleague_enters_and_keeps_the_password(client: Client, provider: type[Provider], olena: Agent) -> None:
    olena.set_password("a bridge over still water")
    olena.save()
    come_back(client, provider, email="Olena.Kovalenko@velora.example")
    assert is_in(client)
    olena.refresh_from_db()
    assert olena.has_usable_password()
    assert Event.objects.get(kind="agent.signed_in").data["method"] == "sso"


def test_an_address_that_is_not_verified_opens_nothing(
    client: Client, provider: type[Provider], olena: Agent
) -> None:
    answer = come_back(client, provider, email=olena.email, email_verified=False)
    assert "No account here" in answer.content.decode()
    assert not is_in(client)


def test_a_stranger_of_the_company_needs_an_invitation(client: Client, provider: type[Provider]) -> None:
    come_back(client, provider, email="nadia@velora.example")
    assert not is_in(client)
    assert not Agent.objects.exists()


def test_the_invited_enter_with_their_role(client: Client, provider: type[Provider], admin: Agent) -> None:
    inviting.invite("nadia@velora.example", role="coordinator", by=admin)
    come_back(client, provider, email="nadia@velora.example")
    assert is_in(client)
    assert Agent.objects.get(email="nadia@velora.example").role == "coordinator"


def test_an_allowed_domain_enters(client: Client, provider: type[Provider], settings: Any) -> None:
    settings.PONTE = replace(settings.PONTE, oidc_domains=("velora.example",))
    settings.SOCIALACCOUNT_PROVIDERS = sign_in.providers(settings.PONTE)
    come_back(client, provider, email="nadia@velora.example", email_verified=False)
    assert is_in(client)
    assert Agent.objects.get().role == "agent"


def test_a_closed_account_stays_closed(client: Client, provider: type[Provider], olena: Agent) -> None:
    Agent.objects.filter(pk=olena.pk).update(is_active=False)
    come_back(client, provider, email=olena.email)
    assert not is_in(client)


def test_when_it_is_the_only_way(client: Client, provider: type[Provider], settings: Any, olena: Agent) -> None:
    settings.PONTE = replace(settings.PONTE, oidc_only=True)
    page = client.get("/sign-in").content.decode()
    assert 'name="password"' not in page
    assert client.post("/sign-in", {"login": olena.email, "password": "x"}).status_code == 403
    assert client.post("/sign-in/passkey", {"credential": "{}"}).status_code == 403
    assert client.post("/password/reset", {"email": olena.email}).status_code == 403
    come_back(client, provider, email=olena.email)
    assert is_in(client)


def test_a_forged_return_opens_nothing(client: Client, provider: type[Provider], olena: Agent) -> None:
    provider.claims = {"sub": "u1", "email": olena.email, "email_verified": True}
    answer = client.get("/sign-in/sso/return", {"code": "c", "state": "forged"})
    assert "That sign-in did not work" in answer.content.decode()
    assert not is_in(client)
