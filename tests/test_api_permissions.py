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
from tests.api_things import ids_of
from tests.cast import engage
from tests.matters import open_matter

from ponte.api import specification
from ponte.demo.cast import BATTERY
from ponte.team.models import Agent, Team
from ponte.team.tokens import issuing, scopes
from ponte.tickets import participating, replying
from ponte.tickets.models import Ticket

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
    Row("list_scheduled_replies", SEERS, 404),
    Row("schedule_reply", "AMCT", UNSEEN, {"text": "x", "send_at": "2027-01-11T08:00:00Z"}),
    Row("call_off_reply", "AMC", UNSEEN),  # another's: for those who see everything
    Row("list_jobs", ALL),
    Row("start_job", WRITERS, body={"tickets": [1], "what": "priority", "value": "4"}),
    Row("read_job", "AMCV", 404),  # the administrator's
    Row("list_job_results", "AMCV", 404),
    Row("cancel_job", "AMC", UNSEEN),
    Row("undo_job", "AMC", UNSEEN),
    Row("list_links", SEERS, 404),
    Row("link_ticket", "AMCT", UNSEEN, {"role": "related", "ticket": 1}),
    Row("unlink_ticket", "AMCT", UNSEEN),
    Row("merge_ticket", "AMCT", UNSEEN, {"into": 1}),
    Row("unmerge_ticket", "", UNSEEN),
    Row("split_ticket", "AMCT", UNSEEN, {"messages": [1]}),
    Row("list_next_steps", SEERS, 404),
    Row("set_reminder", "AMCT", UNSEEN, {"due": "2027-01-11T08:00:00Z"}),
    Row("end_reminder", "AMCT", UNSEEN),
    Row("promise_answer", "AMCT", UNSEEN, {"due": "2027-01-11T08:00:00Z"}),
    Row("withdraw_promise", "AMCT", UNSEEN),
    Row("read_checklist", SEERS, 404),
    Row("add_to_checklist", "AMCT", UNSEEN, {"text": "x"}),
    Row("tick_item", "AMCT", UNSEEN, {"is_done": True}),
    Row("remove_item", "AMCT", UNSEEN),
    Row("read_time", SEERS, 404),
    Row("add_time", "AMCT", UNSEEN, {"seconds": 60}),
    Row("correct_time", "AMC", UNSEEN, {"seconds": 60}),  # another's: for those who see everything
    Row("list_clocks", SEERS, 404),
    Row("list_escalations", ALL),
    Row("read_escalation", SEERS, 404),
    Row("escalate_ticket", "AMCT", UNSEEN, {"path": 1, "reason": "x", "tried": "x", "needed": "x"}),
    Row("take_escalation", "AMCT", UNSEEN),
    Row("answer_escalation", "AMCT", UNSEEN, {"answer": "x"}),
    Row("withdraw_escalation", "AMCT", UNSEEN),
    Row("list_escalation_paths", ALL),
    Row("make_escalation_path", "AM", body={"name": "x"}),
    Row("read_escalation_path", ALL),
    Row("change_escalation_path", "AM", body={"name": "x"}),
    Row("list_open_paths", SEERS, 404),
    Row("list_views", ALL),
    Row("make_view", WRITERS, body={"name": "x"}),
    Row("read_view", ALL),
    Row("change_view", "AMC", body={"name": "x"}),
    Row("delete_view", "AMC"),
    Row("count_view", ALL),
    Row("list_macros", ALL),
    Row("make_macro", WRITERS, body={"name": "x", "texts": {"en": "<p>x</p>"}}),
    Row("read_macro", ALL),
    Row("change_macro", "AMC", body={"name": "x"}),
    Row("remove_macro", "AMC"),
    Row("preview_macro", SEERS, 404, {"macro": 1}),
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
    Row("set_availability", "AM", body={"availability": "busy"}),
    Row("list_teams", ALL),
    Row("make_team", "AM", body={"name": "Night shift"}),
    Row("read_team", ALL),
    Row("change_team", "AM", body={"name": "Night shift"}),
    Row("list_brands", ALL),
    Row("list_states", ALL),
    Row("make_brand", "AM", body={"name": "x"}),
    Row("read_brand", ALL),
    Row("change_brand", "AM", body={"acknowledges": True}),
    Row("make_state", "AM", body={"type": "open", "names": {"en": "x"}}),
    Row("read_state", ALL),
    Row("change_state", "AM", body={"pauses_deadlines": True}),
    Row("list_checklists", ALL),
    Row("make_checklist", "AMC", body={"name": "x", "items": []}),
    Row("read_kept_checklist", ALL),
    Row("change_checklist", "AMC", body={"name": "x", "items": []}),
    Row("delete_checklist", "AMC"),
    Row("list_templates", ALL),
    Row("make_template", "AMC", body={"name": "x"}),
    Row("read_template", ALL),
    Row("change_template", "AMC", body={"name": "x"}),
    Row("delete_template", "AMC"),
    Row("list_fields", ALL),
    Row("make_field", "AM", body={"key": "dealer", "kind": "text", "names": {"en": "Dealer"}}),
    Row("change_field", "", 404, {"is_archived": True}),
    Row("list_forms", ALL),
    Row("make_form", "AM", body={"names": {"en": "Repair"}}),
    Row("change_form", "", 404, {"is_default": True}),
    Row("delete_form", "", 404),
    Row("list_tags", ALL),
    Row("make_tag", "AMC", body={"name": "charger"}),
    Row("rename_tag", "AMC", body={"name": "charger"}),
    Row("delete_tag", "AMC"),
    Row("list_policies", "AM"),
    Row("make_policy", "AM", body={"name": "x", "targets": {"first": {"normal": 60}}}),
    Row("read_policy", "AM"),
    Row("change_policy", "AM", body={"is_active": False}),
    Row("list_schedules", "AM"),
    Row("make_schedule", "AM", body={"name": "x", "rules": {"time_zone": "UTC", "week": [[]] * 7}}),
    Row("read_schedule", "AM"),
    Row("change_schedule", "AM", body={"is_default": True}),
    Row("list_webhooks", "AM"),
    Row("make_webhook", "AM", body={"url": "https://shop.example/hooks", "kinds": ["*"]}),
    Row("read_webhook", "AM"),
    Row("change_webhook", "AM", body={"description": "x"}),
    Row("delete_webhook", "AM"),
    Row("rotate_webhook_secret", "AM", body={"overlap_hours": 1}),
    Row("suspend_webhook", "AM"),
    Row("resume_webhook", "AM"),
    Row("test_webhook", "AM"),
    Row("list_deliveries", "AM"),
    Row("read_delivery", "AM"),
    Row("send_delivery_again", "AM"),
    Row("begin_replay", "AM", body={"since": "2026-01-01T00:00:00Z"}),
    Row("read_replay", "AM"),
    Row("stop_replay", "AM"),
    Row("list_notifications", ALL),
    Row("read_notification", "A", 404),
    Row("unread_notification", "A", 404),
    Row("read_notifications", ALL),
    Row("list_notification_preferences", ALL),
    Row("change_notification_preferences", ALL, body={"items": []}),
    Row("list_routes", "AMC"),
    Row("make_route", "AMC", body={"name": "x"}),
    Row("read_route", "AMC"),
    Row("change_route", "AMC", body={"is_active": False}),
    Row("preview_routing", "AMC"),
    Row("take_next_ticket", WRITERS),
    Row("list_skills", ALL),
    Row("make_skill", "AMC", body={"name": "x"}),
    Row("read_work", "AMC"),
    Row("change_work", "AMC", body={"limits": [{"work": "mail", "most": 5}]}),
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
    reply = replying.reply(ticket, by=engage("giulia"), html="x", to=["marta.bellini@posteo.it"], keep_draft=True)
    person = participating.add(ticket, ticket.requester, "luca@posteo.it", by="system")
    ids = {**ids_of(ticket, engage("admin")), "message": reply.pk, "participant": person.pk}
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
