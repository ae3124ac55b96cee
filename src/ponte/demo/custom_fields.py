"""Velora's fields and forms, and what its tickets hold in them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ponte.demo.company import Company, read
from ponte.events.recording import Entry, record_many
from ponte.team.models import Agent
from ponte.tickets.fields import catalogue, defining, forming
from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.defining import Definition
from ponte.tickets.fields.forming import Wanted
from ponte.tickets.fields.models import FieldValue, Form
from ponte.tickets.fields.rules import understood
from ponte.tickets.models import Ticket

REPAIRS: dict[str, tuple[str, ...]] = {
    "rev-c": ("battery/charging/stops-early",),
    "battery": ("battery/range", "battery/charging/dead"),
    "motor": ("motor/noise", "motor/cuts-out"),
    "brakes": ("brakes/squeal", "brakes/squeal", "brakes/weak"),
    "pairing": ("display",),
}
DELIVERIES = ("delivery-delay", "missing-part", "refund", "return", "invoice", "address")
DEALERS = ("Velora Milano", "Ciclofficina Navigli", "Bicis Monegros", "Velora Lviv", "Pedal & Co", "Bike Vila")
PRODUCTS = ("lido-3", "lido-3", "lido-3", "lido-cargo", "corso", "corso", "monte")
MINUTE = timedelta(minutes=1)


def add(company: Company, now: datetime, seed: int, landmark: int) -> None:
    """Make them, then fill the tickets of all months, each as of when it was triaged."""
    texts = read("fields")
    for row in texts["fields"]:
        wanted = Definition(
            row["key"],
            row["kind"],
            row["names"],
            row.get("helps", {}),
            row.get("settings", {}),
            _choices(row.get("choices", [])),
            row.get("access", "agents"),
        )
        defining.make(wanted, by=company.agents["serena"], at=now - timedelta(days=200))
    forms = {row["key"]: _form(company, row, now) for row in texts["forms"]}
    _fill(company, forms, random.Random(seed), landmark, now)  # noqa: S311


def _choices(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"archived": False, **row, "choices": _choices(row.get("choices", []))} for row in rows]


def _form(company: Company, row: dict[str, Any], now: datetime) -> Form:
    wanted = Wanted(row["names"], understood(row["rules"]), None, row.get("is_default", False))
    return forming.keep(None, wanted, by=company.agents["serena"], at=now - timedelta(days=200))


def _fill(company: Company, forms: dict[str, Form], chance: random.Random, landmark: int, now: datetime) -> None:
    """In three statements, and the journal's."""
    fields = catalogue.fresh().fields
    rows: list[FieldValue] = []
    told: list[Entry] = []
    chosen: dict[str, list[int]] = {key: [] for key in forms}
    for ticket in Ticket.objects.filter(is_spam=False).select_related("assignee").order_by("pk"):
        form, given = _of(ticket, chance, ticket.pk == landmark)
        chosen[form].append(ticket.pk)
        at = min(ticket.created_at + MINUTE * chance.randrange(1, 30), now)
        by: Agent = ticket.assignee or company.agents["giulia"]
        for key, plain in given:
            value = kinds.of(fields[key]).read(fields[key], plain)
            rows += [FieldValue(ticket=ticket, field=fields[key], **row) for row in kinds.of(fields[key]).rows(value)]
            data = {"field": key, "old": None, "new": kinds.of(fields[key]).plain(value)}
            told.append(Entry("ticket.field_changed", by, ticket.journal_name, ticket=ticket.pk, at=at, data=data))
    FieldValue.objects.bulk_create(rows, batch_size=5000)
    for key, numbers in chosen.items():
        Ticket.objects.filter(pk__in=numbers).update(form=forms[key])
    for place in range(0, len(told), 2000):
        record_many(told[place : place + 2000])


def _of(ticket: Ticket, chance: random.Random, is_landmark: bool) -> tuple[str, list[tuple[str, Any]]]:
    """The form of a ticket and what it holds, by what it is about."""
    solved = ticket.solved_at is not None
    faults = next((found for tag, found in REPAIRS.items() if tag in ticket.tags), ())
    if is_landmark:
        faults, solved = REPAIRS["rev-c"], True
    if faults:
        return "repair", list(_repair(chance, faults, solved, is_landmark, ticket))
    if not set(ticket.tags).isdisjoint(DELIVERIES):
        return "delivery", list(_delivery(chance, ticket))
    return "question", [("product", chance.choice((*PRODUCTS, "none", "none")))] if chance.random() < 0.7 else []


def _repair(
    chance: random.Random, faults: tuple[str, ...], solved: bool, whole: bool, ticket: Ticket
) -> Iterator[tuple[str, Any]]:
    product = "lido-3" if whole else chance.choice(PRODUCTS)
    fault = chance.choice(faults)
    yield "product", product
    if whole or chance.random() < 0.75:
        year = chance.randrange(23, 26)
        yield "serial", f"VL{chance.randrange(2, 4)}-{year}-{chance.randrange(1000, 29999):05d}"
        bought = ticket.created_at.date() - timedelta(days=chance.randrange(20, 700))
        yield "bought", bought.isoformat()
        yield "dealer", chance.choice(DEALERS)
    if solved or chance.random() < 0.6:
        yield "fault", fault
        if not fault.startswith("display"):
            yield "safety", fault in ("brakes/weak", "motor/cuts-out") and chance.random() < 0.6
    if solved and ticket.assignee_id and chance.random() < 0.3:
        yield "mechanic", ticket.assignee_id


def _delivery(chance: random.Random, ticket: Ticket) -> Iterator[tuple[str, Any]]:
    if chance.random() < 0.85:
        yield "order", str(chance.randrange(10_000, 29_999))
    if "missing-part" in ticket.tags:
        yield "missing", chance.sample(("charger", "keys", "pedals", "manual"), chance.randrange(1, 3))
    if "refund" in ticket.tags and chance.random() < 0.8:
        yield "refund", f"{chance.randrange(15, 480)}.{chance.choice(('00', '50', '90'))}"
