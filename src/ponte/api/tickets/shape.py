"""A ticket as a resource."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from ponte.api.shapes import Field, Row, Shape, plain, reference
from ponte.customers.models import Identity, IdentityKind
from ponte.tickets.fields import catalogue, reading
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.states import Priority, StateType

STATE_WORDS = {int(kind): kind.name.lower() for kind in StateType}
PRIORITY_WORDS = {int(level): level.name.lower() for level in Priority}
STATE_TYPES = {word: StateType(number) for number, word in STATE_WORDS.items()}
PRIORITIES = {word: Priority(number) for number, word in PRIORITY_WORDS.items()}


def state_name(names: dict[str, str], kind: int) -> str:
    """A state's name in the caller's language."""
    return names.get(get_language() or "en") or names.get("en") or str(StateType(kind).label)


def _state(row: Row) -> dict[str, Any]:
    kind = row["state__type"]
    return {"id": row["state_id"], "type": STATE_WORDS[kind], "name": state_name(row["state__names"], kind)}


def _due(row: Row) -> Any:
    return None if row["due_at"] == NEVER else row["due_at"]


def _requester(row: Row) -> dict[str, Any]:
    return {"id": row["requester_id"], "name": row["requester__name"], "email": None}


def _form(row: Row) -> dict[str, Any] | None:
    form = catalogue.current().forms.get(row["form_id"])
    return None if form is None else {"id": form.pk, "name": form.name}


TICKET = Shape(
    id="id",
    subject="subject",
    state=Field(("state_id", "state__type", "state__names"), _state),
    priority=Field(("priority",), lambda row: PRIORITY_WORDS[row["priority"]]),
    type="type",
    channel="channel",
    language="language",
    tags="tags",
    brand=reference("brand"),
    team=reference("team"),
    assignee=reference("assignee"),
    requester=Field(("requester_id", "requester__name"), _requester),
    follows_up=plain("follows_up_id"),
    is_spam="is_spam",
    form=Field(("form_id",), _form),
    fields=Field(("id",), lambda row: {}),
    snippet="snippet",
    message_count="message_count",
    created_at="created_at",
    updated_at="updated_at",
    waiting_since="waiting_since",
    due_at=Field(("due_at",), _due),
    first_replied_at="first_replied_at",
    solved_at="solved_at",
    closed_at="closed_at",
    url=Field(("id",), lambda row: f"{settings.PUBLIC_URL}/tickets/{row['id']}"),
)


def resources(rows: Sequence[Row], names: Sequence[str]) -> list[dict[str, Any]]:
    """Tickets as they are answered, with the customers' addresses and the company's fields in a query each."""
    made = [TICKET.make(row, names) for row in rows]
    if "fields" in names and made:
        held = reading.held_by([row["id"] for row in rows])
        for each in made:
            if each["id"] in held:
                each["fields"] = held[each["id"]].plain()
    if "requester" in names and made:
        found = Identity.objects.filter(
            customer__in={each["requester"]["id"] for each in made}, kind=IdentityKind.EMAIL, is_primary=True
        )
        emails = dict(found.values_list("customer_id", "value"))
        for each in made:
            each["requester"]["email"] = emails.get(each["requester"]["id"])
    return made


def row_of(pk: int) -> dict[str, Any]:
    """Everything of one ticket, as it stands."""
    return Ticket.objects.values(*TICKET.columns(TICKET.fields)).get(pk=pk)


def resource(row: Row) -> dict[str, Any]:
    """One ticket, whole."""
    return resources([row], list(TICKET.fields))[0]
