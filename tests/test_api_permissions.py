"""Every operation of the API, for every role and for tokens without its scope: who gets in, who is refused, and how.

Add a line to `ROWS` for each operation, named by its `operationId`; letters as in `test_permissions.py`: A
administrator, M operations manager, C coordinator, T agent of the ticket's team, O agent of another team, S
specialist, V observer. Everybody else gets `refused`. `test_no_operation_is_missing` fails for an operation without a
line.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from tests.cast import engage
from tests.matters import open_matter

from ponte.api import specification
from ponte.demo.cast import BATTERY
from ponte.team.models import Agent, Team
from ponte.team.tokens import issuing, scopes
from ponte.tickets import participating, replying
from ponte.tickets.models import Tag, Ticket

ALL, WRITERS, SEERS = "AMCTOSV", "AMCTOS", "AMCTV"
ACTORS = {"A": "admin", "M": "serena", "C": "giulia", "T": "olena", "O": "tom", "S": "product", "V": "observer"}
IN = {200, 201, 204, 409, 422}


@dataclass(frozen=True)
class Row:
    operation: str
    who: str
    refused: int | tuple[int, ...] = 403
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def turned_away(self) -> tuple[int, ...]:
        return (self.refused,) if isinstance(self.refused, int) else self.refused


OPEN_ONE = {"requester": {"email": "a@posteo.it"}, "subject": "x", "message": {"text": "x"}}
UNSEEN = (403, 404)  # not theirs to see for some, not theirs to change for others

# fmt: off
ROWS = [
    Row("list_tickets", ALL),
    Row("open_ticket", WRITERS, body=OPEN_ONE),
    Row("read_ticket", SEERS, 404),
    Row("change_ticket", "AMCT", UNSEEN, {"priority": "high"}),
    Row("follow_ticket", "AMCT", UNSEEN),
    Row("unfollow_ticket", "AMCT", UNSEEN),
    Row("list_participants", SEERS, 404),
    Row("add_participant", "AMCT", UNSEEN, {"address": "b@posteo.it"}),
    Row("remove_participant", "AMCT", UNSEEN),
    Row("list_messages", SEERS, 404),
    Row("read_message", SEERS, 404),
    Row("write_message", "AMCT", UNSEEN, {"text": "x"}),
    Row("withdraw_message", "AMCT", UNSEEN),
    Row("upload_attachment", WRITERS),
    Row("read_attachment", "", 404),
    Row("download_attachment", "", 404),
    Row("open_tickets", ALL, body={"items": [OPEN_ONE]}),  # each by itself: the answer tells of each
    Row("change_tickets", ALL, body={"items": [{"id": 1, "change": {"priority": "high"}}]}),
    Row("list_views", ALL),
    Row("list_macros", ALL),
    Row("apply_macro", "AMCT", UNSEEN, {"macro": 1}),
    Row("snooze_ticket", "AMCT", UNSEEN, {"note": "x"}),
    Row("wake_ticket", "AMCT", UNSEEN),
    Row("list_customers", ALL),
    Row("make_customer", WRITERS, body={"email": "c@posteo.it"}),
    Row("read_customer", ALL),
    Row("change_customer", WRITERS, body={"language": "it"}),
    Row("merge_customer", "AMCTO", body={"other": 1}),
    Row("add_identity", WRITERS, body={"kind": "phone", "value": "+390551234"}),
    Row("remove_identity", WRITERS),
    Row("make_identity_primary", WRITERS),
    Row("verify_identity", WRITERS),
    Row("list_organisations", ALL),
    Row("make_organisation", WRITERS, body={"name": "Navigli"}),
    Row("read_organisation", "", 404),
    Row("change_organisation", "", 404, {"name": "Navigli"}),
    Row("read_me", ALL),
    Row("set_my_availability", ALL, body={"availability": "busy"}),
    Row("list_agents", ALL),
    Row("read_agent", ALL),
    Row("list_teams", ALL),
    Row("make_team", "AM", body={"name": "Night shift"}),
    Row("read_team", ALL),
    Row("change_team", "AM", body={"name": "Night shift"}),
    Row("list_brands", ALL),
    Row("list_states", ALL),
    Row("list_tags", ALL),
    Row("make_tag", "AMC", body={"name": "charger"}),
    Row("rename_tag", "AMC", body={"name": "charger"}),
    Row("delete_tag", "AMC"),
    Row("list_events", "AM"),
    Row("list_ticket_events", SEERS, 404),
    Row("export_tickets", ALL),
    Row("export_messages", ALL),
    Row("export_customers", ALL),
    Row("export_events", "AM"),
]
# fmt: on
OPERATIONS = {
    each["operationId"]: (method.upper(), path, each.get("x-scope"))
    for path, methods in specification.document()["paths"].items()
    for method, each in methods.items()
}


@dataclass(frozen=True)
class World:
    ticket: Ticket
    ids: dict[str, int]


@pytest.fixture
def world(db: None) -> World:
    for key in ACTORS.values():
        engage(key)
    ticket = open_matter(team=Team.objects.get(name=BATTERY))
    customer = ticket.requester
    reply = replying.reply(ticket, by=engage("giulia"), html="x", to=["marta.bellini@posteo.it"], keep_draft=True)
    person = participating.add(ticket, customer, "luca@posteo.it", by="system")
    ids = {
        "ticket": ticket.pk,
        "message": reply.pk,
        "participant": person.pk,
        "attachment": 999_999,
        "organisation": 999_999,
        "customer": customer.pk,
        "identity": customer.identities.get().pk,
        "agent": engage("mateo").pk,
        "team": Team.objects.get(name=BATTERY).pk,
        "tag": Tag.objects.create(name="battery").pk,
    }
    return World(ticket, ids)


def ask(row: Row, world: World, who: Agent, may: tuple[str, ...] = scopes.ALL, token: str = "") -> HttpResponse:
    """One request with a token of its own, whose changes are taken back."""
    method, path, _scope = OPERATIONS[row.operation]
    client = Client()
    with transaction.atomic():
        secret = token or issuing.issue(who, name="x", scopes=may, by=who)[1]
        given: Any = {"headers": {"Authorization": f"Bearer {secret}"}}
        where = path.format(**world.ids)
        if row.operation == "upload_attachment":
            response: HttpResponse = client.post(where, {"file": SimpleUploadedFile("a.txt", b"x")}, **given)
        else:
            kind = "application/json" if row.body else ""
            response = client.generic(method, where, json.dumps(row.body) if row.body else b"", kind, **given)
        transaction.set_rollback(True)
    return response


def test_no_operation_is_missing() -> None:
    assert sorted(OPERATIONS.keys() ^ {row.operation for row in ROWS}) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.operation)
def test_who_gets_in(row: Row, world: World, settings: Any) -> None:
    settings.API_RATE = 1_000_000
    wrong = {}
    for letter, key in ACTORS.items():
        response = ask(row, world, engage(key))
        expected = IN if letter in row.who else row.turned_away
        if response.status_code not in expected:
            wrong[key] = (response.status_code, response.content[:200])
    assert wrong == {}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.operation)
def test_a_token_without_the_scope_and_no_token_at_all(row: Row, world: World) -> None:
    scope = OPERATIONS[row.operation][2]
    admin = engage("admin")
    if scope is not None:
        others = tuple(each for each in scopes.ALL if each != scope)
        response = ask(row, world, admin, others)
        assert (response.status_code, response.json()["code"]) == (403, "scope-missing")
    assert ask(row, world, admin, token="ponte_nobody").status_code == 401


def test_a_reader_s_bulk_changes_nothing(world: World) -> None:
    """Bulk answers tell of each; here is what they tell."""
    rows: dict[str, Callable[[], Row]] = {
        "open_tickets": lambda: Row("open_tickets", "", body={"items": [OPEN_ONE]}),
        "change_tickets": lambda: Row(
            "change_tickets", "", body={"items": [{"id": world.ticket.pk, "change": {"priority": "high"}}]}
        ),
    }
    for make in rows.values():
        told = ask(make(), world, engage("observer")).json()
        assert [each["status"] for each in told["items"]] == [403]
    stranger = ask(rows["change_tickets"](), world, engage("tom")).json()
    assert [each["status"] for each in stranger["items"]] == [404]
