"""Mail to colleagues: through the queue, by a real SMTP server, and the link in it works."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from ponte.channels.email.outgoing.tests.receiver import Receiver, serve, server_at
from ponte.config.roles import jobs
from ponte.lib.mail.parsed import ParsedMail
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db(transaction=True)
LINK = re.compile(r"https?://[^/\s]+(/\S+)")
PASSWORD = "a bridge over still water"


@pytest.fixture
def post_office(settings: Any) -> Iterator[Receiver]:
    """The company's outgoing server, and a worker at the queue."""
    receiver = Receiver()
    controller = serve(receiver)
    settings.PONTE = replace(settings.PONTE, smtp=server_at(controller))
    stop = threading.Event()
    worker = threading.Thread(target=jobs.run_forever, args=(stop,), daemon=True)
    worker.start()
    yield receiver
    stop.set()
    worker.join(15)
    controller.stop()


def arrived(office: Receiver, limit: float = 30) -> ParsedMail:
    """The next mail."""
    end = time.monotonic() + limit
    while not office.mails:
        assert time.monotonic() < end, "no mail came"
        time.sleep(0.05)
    return office.mails.pop(0).mail


def path_in(mail: ParsedMail) -> str:
    found = LINK.search(mail.text)
    assert found, mail.text
    return found[1]


def test_an_invitation_comes_and_its_link_lets_in(client: Client, admin: Agent, post_office: Receiver) -> None:
    client.force_login(admin)
    given = {"email": "nadia.rossi@velora.example", "role": "agent", "locale": "it"}
    assert client.post("/administration/people/invitations/new", given).status_code == 302
    mail = arrived(post_office)
    assert [each.address for each in mail.to] == ["nadia.rossi@velora.example"]
    assert mail.subject == f"{admin.name} ti invita su Ponte"
    assert mail.automatic is not None
    there, nadia = path_in(mail), Client()
    assert nadia.get(there).status_code == 200
    chosen = {"name": "Nadia Rossi", "password": PASSWORD, "locale": "it", "time_zone": "Europe/Rome"}
    assert nadia.post(there, chosen).status_code == 302
    made = Agent.objects.get(email="nadia.rossi@velora.example")
    assert (made.name, made.role, made.check_password(PASSWORD)) == ("Nadia Rossi", "agent", True)
    assert Client().get(there).status_code in (302, 404, 410)


def test_a_new_link_closes_the_old_one(client: Client, admin: Agent, post_office: Receiver) -> None:
    client.force_login(admin)
    answer = client.post(
        "/administration/people/invitations/new",
        {"email": "nadia.rossi@velora.example", "role": "agent", "locale": "en"},
    )
    old = path_in(arrived(post_office))
    client.post(f"{answer['Location']}/renewal")
    new = path_in(arrived(post_office))
    assert old != new
    assert "password" not in Client().get(old, follow=True).content.decode().split("<main")[1]
    assert Client().get(new).status_code == 200


def test_a_forgotten_password_is_chosen_anew_by_mail(
    client: Client, olena: Agent, with_password: Callable[[Agent], Agent], post_office: Receiver
) -> None:
    with_password(olena)
    client.post("/password/reset", {"email": olena.email.upper()}, headers={"Accept-Language": "uk"})
    mail = arrived(post_office)
    assert [each.address for each in mail.to] == [olena.email]
    assert "Ponte" in mail.subject
    page = client.get(path_in(mail), follow=True)
    assert page.status_code == 200
    where = page.redirect_chain[-1][0] if page.redirect_chain else path_in(mail)
    new = "another bridge over still water"
    assert client.post(where, {"password1": new, "password2": new}).status_code == 302
    olena.refresh_from_db()
    assert olena.check_password(new)


def test_a_busy_server_is_asked_again(client: Client, admin: Agent, post_office: Receiver) -> None:
    answers = ["451 4.3.2 come back later"]
    post_office.data = lambda _mail: answers.pop() if answers else None
    client.force_login(admin)
    given = {"email": "nadia.rossi@velora.example", "role": "agent", "locale": "en"}
    client.post("/administration/people/invitations/new", given)
    assert path_in(arrived(post_office, 60)).startswith("/invitation/")
    assert answers == []


def test_a_stranger_is_sent_nothing(client: Client, admin: Agent, post_office: Receiver) -> None:
    client.post("/password/reset", {"email": "nobody@velora.example"})
    client.force_login(admin)
    given = {"email": "nadia.rossi@velora.example", "role": "agent", "locale": "en"}
    client.post("/administration/people/invitations/new", given)
    assert [each.address for each in arrived(post_office).to] == ["nadia.rossi@velora.example"]
