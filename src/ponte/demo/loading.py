"""Loads the demo world: ninety days of Velora's support, ending now."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from ponte.channels.email.models import Acknowledged, Inbound, MessageReference, Outgoing
from ponte.customers.models import Customer, Identity, Organisation
from ponte.demo import (
    bells,
    building,
    company,
    custom_fields,
    files,
    handling,
    merged,
    next_steps,
    routes,
    saved_views,
    webhooks,
)
from ponte.demo.copying import copy, restart
from ponte.demo.world import World
from ponte.events import partitions
from ponte.events.consuming import all_consumers
from ponte.events.models import Cursor, Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import attaching
from ponte.tickets.models import Attachment, Draft, Follow, Message, Participant, Tag, Ticket
from ponte.tickets.sla.models import Clock

log = logging.getLogger("ponte.demo")
SEED = 2026
HISTORY = timedelta(days=400)  # the oldest hand-written ticket


class NotEmpty(Exception):
    """The database holds something already; the demo world never mixes with it."""

    def __init__(self) -> None:
        super().__init__(
            "The demo world needs an empty database, and this one is in use. Give it a data folder of its own."
        )


def is_loaded() -> bool:
    """Whether the demo world lives in this database."""
    return Agent.objects.filter(email="giulia.ferri@velora.example").exists() and Ticket.objects.exists()


def load(now: datetime | None = None, seed: int = SEED) -> World:
    """Write the demo world as it stands at `now`; the same moment and seed give the same world.

    Raises:
        NotEmpty: there are people, customers or tickets in the database.
    """
    now = (now or clock.now()).replace(microsecond=0)
    begun = time.monotonic()
    if Agent.objects.exists() or Customer.objects.exists() or Ticket.objects.exists():
        raise NotEmpty
    partitions.ensure(first=(now - HISTORY).date())
    with transaction.atomic():
        world = building.build(company.found(now), now, seed)
        write(world)
        merged.merge(now)
        with clock.frozen(now):
            handling.add(world, seed)
        saved_views.make_all(now)
        landmark = world.landmark[0].ticket.pk if world.landmark else 0
        next_steps.add(world.company, now, spare=landmark)
        custom_fields.add(world.company, now, seed, landmark)
        saved_views.make_of_fields(now)
        webhooks.add(world.company, now)
        with clock.frozen(now):
            bells.add(world.company, now)
        routes.settle()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    log.info("the demo world is there: %d tickets in %.1f s", len(world.lives), time.monotonic() - begun)
    return world


def write(world: World) -> None:
    """Write every row of a numbered world, and move the sequences behind it."""
    events = world.events()
    lives = world.lives
    tags = sorted({name for life in lives for name in life.ticket.tags})
    Tag.objects.bulk_create([Tag(name=name, created_at=world.now) for name in tags])
    tables: tuple[tuple[type[Model], Sequence[Any]], ...] = (
        (Organisation, world.crowd.organisations),
        (Customer, world.crowd.customers),
        (Identity, world.crowd.identities),
        (Ticket, world.tickets),
        (Message, world.messages),
        (Event, events),
        (Clock, _numbered([row for life in lives for row in life.clocks])),
        (Attachment, _numbered([row for life in lives for row in life.attachments])),
        (Participant, _numbered([row for life in lives for row in life.participants])),
        (Follow, _numbered([row for life in lives for row in life.follows])),
        (Draft, _numbered([row for life in lives for row in life.drafts])),
        (Inbound, _numbered(world.inbound)),
        (MessageReference, _numbered(world.references)),
        (Outgoing, _numbered(world.outgoing)),
        (Acknowledged, _numbered(world.acknowledged)),
    )
    for model, rows in tables:
        copy(model, rows)
        restart(model, max((row.pk for row in rows), default=0))
    for name in sorted({row.filename for life in lives for row in life.attachments}):
        attaching.store(files.content_of(name)[0])
    _read(world)
    _settle_consumers(events)


def _numbered(rows: Sequence[Any]) -> Sequence[Any]:
    for number, row in enumerate(rows, start=1):
        row.pk = number
    return rows


def _read(world: World) -> None:
    """Everybody has read everything but what just came."""
    fresh = [row.pk for row in world.tickets if id(row) in world.unread]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tickets_reading (ticket_id, agent_id, message_id)"
            " SELECT ticket.id, agent.id, ticket.last_message_id"
            " FROM tickets_ticket ticket CROSS JOIN team_agent agent WHERE ticket.id <> ALL(%s)",
            [fresh],
        )


def _settle_consumers(events: list[Event]) -> None:
    """Mail consumers begin after this history: what they would do for it is done, and must not be sent again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        txid = cursor.fetchone()[0]
    Cursor.objects.bulk_create(
        [
            Cursor(name=reader.name, txid=txid, event_id=events[-1].pk)
            for reader in all_consumers()
            if reader.name.startswith("email.")
        ],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["txid", "event_id"],
    )
