"""The journal: found, told in the reader's language, and taken along whole."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ponte.desk.administration.journal import exporting
from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.tickets import branding
from ponte.tickets.models import Brand

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAGE = "/administration/journal/"


def tag(by: Agent | str, name: str, ticket: int = 41) -> None:
    with transaction.atomic():
        record("ticket.tagged", by=by, subject=f"ticket:{ticket}", ticket=ticket, at=AT, tag=name)


@pytest.fixture
def signed_in(client: Client, admin: Agent) -> Client:
    client.force_login(admin)
    return client


def test_what_happened_is_told_in_the_readers_language(signed_in: Client, admin: Agent) -> None:
    tag(admin, "battery")
    assert "battery" in signed_in.get(PAGE).content.decode()
    branding.change(Brand.objects.get(), by=admin, locales=["en"], name="Velora")
    Agent.objects.filter(pk=admin.pk).update(locale="it")
    assert "Registro" in signed_in.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "ticket.tagged"}, True),
        ({"kind": "ticket."}, True),
        ({"kind": "brand."}, False),
        ({"actor": "system"}, True),
        ({"actor": "Olena"}, False),
        ({"subject": "#41"}, True),
        ({"subject": "ticket:41"}, True),
        ({"subject": "42"}, False),
        ({"from": "2026-11-20", "to": "2026-11-20"}, True),
        ({"from": "2026-11-21"}, False),
        ({"from": "nonsense", "to": "9999-12-31"}, True),
        ({"before": "1"}, False),
    ],
)
def test_filters(signed_in: Client, query: dict[str, str], found: bool) -> None:
    tag("system", "needle")
    assert ("needle" in signed_in.get(PAGE, query).content.decode()) is found


def test_managers_do_not_see_what_is_for_administrators(client: Client, serena: Agent) -> None:
    with transaction.atomic():
        record("agent.signed_in", by=serena, subject=serena.journal_name, at=AT, method="a-secret-way", ip="")
    client.force_login(serena)
    assert "a-secret-way" not in client.get(PAGE).content.decode()
    assert "a-secret-way" not in b"".join(client.get(f"{PAGE}export.csv").streaming_content).decode()


def test_a_page_costs_the_same_for_few_and_many(signed_in: Client, admin: Agent) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            signed_in.get(PAGE)
        return len(asked)

    tag(admin, "one")
    cost()
    few = min(cost(), cost())
    for number in range(49):
        tag(admin, f"tag-{number}", ticket=number)
    assert min(cost(), cost()) == few  # the first look after a change counts the rail anew


def test_the_export_is_whole_and_harmless(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "BATCH", 7)
    for number in range(30):
        tag("system", f"=tag{number}")
    text = b"".join(signed_in.get(f"{PAGE}export.csv", {"kind": "ticket.tagged"}).streaming_content).decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [json.loads(row["data"])["tag"] for row in rows] == [f"=tag{number}" for number in range(30)]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    told = b"".join(signed_in.get(f"{PAGE}export.json", {"kind": "ticket.tagged"}).streaming_content)
    assert len(json.loads(told)) == 30
    empty = b"".join(signed_in.get(f"{PAGE}export.json", {"kind": "brand.created"}).streaming_content)
    assert json.loads(empty) == []
