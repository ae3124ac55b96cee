"""The live door: who may listen, what they hear, and what a reconnect brings."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import Client

from ponte.channels.notices import making
from ponte.customers import finding
from ponte.desk.live import application as door
from ponte.events import feed as feeds
from ponte.team.models import Agent, Membership, Role, Team
from ponte.tickets import changing, presence
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Ticket
from ponte.tickets.opening import open_ticket
from ponte.tickets.states import Priority

pytestmark = pytest.mark.django_db(transaction=True)


class Listener:
    """One browser's stream, read event by event."""

    def __init__(self) -> None:
        self.status = 0
        self.events: asyncio.Queue[tuple[str, dict[str, Any], str]] = asyncio.Queue()
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        for block in message["body"].decode().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line[1:])
            if "event" in fields:
                await self.events.put((fields["event"], json.loads(fields["data"]), fields.get("id", "")))

    async def next(self, name: str) -> tuple[dict[str, Any], str]:
        while True:
            event, data, position = await asyncio.wait_for(self.events.get(), 30)
            if event == name:
                return data, position


@asynccontextmanager
async def listening(agent: Agent | None, after: str = "") -> AsyncIterator[Listener]:
    door._feed = None
    headers = []
    if agent is not None:
        client = Client()
        await sync_to_async(client.force_login)(agent)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()))
    listener = Listener()
    scope = {"type": "http", "method": "GET", "headers": headers, "query_string": f"after={after}".encode()}
    task = asyncio.create_task(door.application(scope, listener.receive, listener.send))
    await asyncio.sleep(0.4)
    yield listener
    listener.gone.set()
    await asyncio.wait_for(task, 30)


@pytest.fixture
def ticket() -> Ticket:
    team = Team.objects.create(name="Battery and motor")
    marta, _ = finding.find_or_make("marta.bellini@posteo.it", name="Marta Bellini")
    incoming = Incoming(text="62%", subject="Batteria", at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    made, _ = open_ticket(marta, incoming, by=marta, brand=Brand.objects.get(), team=team)
    return made


def _agent(name: str, role: Role = Role.AGENT, team: Team | None = None) -> Agent:
    agent = Agent.objects.create(email=f"{name}@live.example", name=name, role=role)
    if team:
        Membership.objects.create(agent=agent, team=team)
    return agent


async def _raise_priority(ticket: Ticket, by: Agent, priority: Priority = Priority.HIGH) -> None:
    await sync_to_async(changing.set_priority)(ticket, priority, by=by)


async def test_a_teammate_hears_of_a_change(ticket: Ticket) -> None:
    olena = await sync_to_async(_agent)("olena", team=ticket.team)
    async with listening(olena) as stream:
        await _raise_priority(ticket, olena)
        data, position = await stream.next("changed")
        while data["kind"].startswith("sla."):  # the old ticket's clocks speak too
            data, position = await stream.next("changed")
    assert (data["ticket"], data["kind"], data["actor"]) == (ticket.pk, "ticket.changed", f"agent:{olena.pk}")
    assert position.isdigit()


async def test_another_team_hears_nothing_of_it(ticket: Ticket) -> None:
    tom = await sync_to_async(_agent)("tom")
    giulia = await sync_to_async(_agent)("giulia", Role.COORDINATOR)
    own, _ = await sync_to_async(open_ticket)(
        ticket.requester,
        Incoming(text="x", subject="x", at=datetime(2026, 11, 20, tzinfo=UTC)),
        by=giulia,
        brand=ticket.brand,
    )
    async with listening(tom) as stream:
        await _raise_priority(ticket, giulia)
        await _raise_priority(own, giulia)  # of no team: agents see it
        data, _ = await stream.next("changed")
    assert data["ticket"] == own.pk


@pytest.mark.parametrize("active", [True, False])
async def test_strangers_are_refused(active: bool) -> None:
    agent = None
    if not active:
        agent = await sync_to_async(_agent)("gone")
        agent.is_active = False
        await agent.asave()
    async with listening(agent) as stream:
        assert stream.status == 401


async def test_a_reconnect_brings_what_was_missed(ticket: Ticket) -> None:
    giulia = await sync_to_async(_agent)("giulia", Role.COORDINATOR)
    position = await sync_to_async(feeds.position)()
    await _raise_priority(ticket, giulia)
    async with listening(giulia, after=str(position)) as stream:
        data, _ = await stream.next("changed")
    assert data["ticket"] == ticket.pk


async def test_one_who_missed_too_much_is_told_to_load_anew(ticket: Ticket, monkeypatch: Any) -> None:
    monkeypatch.setattr(feeds, "REPLAY_LIMIT", 1)
    giulia = await sync_to_async(_agent)("giulia", Role.COORDINATOR)
    async with listening(giulia, after="1") as stream:
        await stream.next("reload")


async def test_a_session_that_was_ended_stops_listening(ticket: Ticket) -> None:
    giulia = await sync_to_async(_agent)("giulia", Role.COORDINATOR)
    async with listening(giulia) as stream:
        giulia.is_active = False
        await giulia.asave()
        await sync_to_async(_tell_of_people)(giulia)
        await stream.next("signed_out")


def _tell_of_people(agent: Agent) -> None:
    from django.db import transaction

    from ponte.events.recording import record

    with transaction.atomic():
        record("agent.deactivated", by="system", subject=agent.journal_name)


async def test_colleagues_hear_who_is_writing_but_not_of_themselves(ticket: Ticket) -> None:
    olena = await sync_to_async(_agent)("olena", team=ticket.team)
    giulia = await sync_to_async(_agent)("giulia", Role.COORDINATOR)
    async with listening(giulia) as stream:
        await sync_to_async(presence.show)(ticket, by=giulia, mode=presence.Mode.VIEWING)
        await sync_to_async(presence.show)(ticket, by=olena, mode=presence.Mode.REPLYING)
        data, _ = await stream.next("presence")
    assert data == {"ticket": ticket.pk, "agent": olena.pk, "name": "olena", "mode": "replying"}


async def test_whoever_was_told_something_hears_it_and_nobody_else(ticket: Ticket) -> None:
    olena = await sync_to_async(_agent)("olena", team=ticket.team)
    giulia = await sync_to_async(_agent)("giulia", Role.COORDINATOR)
    async with listening(olena) as hers, listening(giulia) as theirs:
        await sync_to_async(making.tell_browsers)([olena.pk])
        assert (await hers.next("notices"))[0] == {}
        await _raise_priority(ticket, olena)
        assert (await asyncio.wait_for(theirs.events.get(), 30))[0] == "changed"
