"""Customers, addresses and organisations through the API."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ponte.api.tests.conftest import Program
from ponte.api.tests.test_tickets import opened
from ponte.customers.models import Customer
from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets.models import Ticket

LUCA = {"email": "Luca@navigli.example", "name": "Luca Moretti", "language": "it", "time_zone": "Europe/Rome"}


def test_a_customer_is_made_and_found_again(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    company = caller.post("/organisations", {"name": "Navigli", "domains": ["@Navigli.example"]}).json()
    made = caller.post("/customers", {**LUCA, "notes": "Rides to work"}).json()
    assert (made["name"], made["notes"], made["time_zone"]) == ("Luca Moretti", "Rides to work", "Europe/Rome")
    assert made["organisation"] == {"id": company["id"], "name": "Navigli"}
    assert [each["value"] for each in made["identities"]] == ["luca@navigli.example"]
    for query in ("q=moret", "email=LUCA@navigli.example", f"organisation={company['id']}"):
        assert [each["id"] for each in caller.get(f"/customers?{query}").json()["items"]] == [made["id"]], query
    again = caller.post("/customers", LUCA)
    assert (again.status_code, again.json()["code"], again.json()["customer"]) == (409, "address-taken", made["id"])
    assert caller.get("/organisations?domain=navigli.example").json()["items"] == [company]


def test_what_is_wrong_changes_nothing(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    for body, path in (
        ({"email": "nobody"}, "email"),
        ({**LUCA, "time_zone": "Mars/Base"}, "time_zone"),
        ({**LUCA, "organisation": 9}, "organisation"),
    ):
        assert caller.post("/customers", body).json()["errors"][0]["path"] == path
    assert not Customer.objects.exists()
    response = caller.post("/organisations", {"name": "Free", "domains": ["gmail.com"]})
    assert response.json()["errors"][0]["path"] == "domains"


def test_only_what_is_named_changes(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    made = caller.post("/customers", LUCA).json()
    changed = caller.patch(f"/customers/{made['id']}", {"language": "es"}).json()
    assert (changed["language"], changed["name"]) == ("es", "Luca Moretti")
    assert [each.data["field"] for each in Event.objects.filter(kind="customer.changed")][-1] == "language"


def test_addresses(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    luca = caller.post("/customers", LUCA).json()
    marta = caller.post("/customers", {"email": "marta@posteo.it"}).json()
    where = f"/customers/{luca['id']}/identities"
    phone = caller.post(where, {"kind": "phone", "value": "+39 055 12 34"}).json()
    assert phone["value"] == "+390551234"
    assert caller.post(where, {"kind": "email", "value": "marta@posteo.it"}).json()["customer"] == marta["id"]
    assert caller.post(where, {"kind": "email", "value": "nonsense"}).status_code == 422
    second = caller.post(where, {"kind": "email", "value": "luca@posteo.it"}).json()
    assert caller.put(f"{where}/{second['id']}/primary").status_code == 204
    assert caller.put(f"{where}/{second['id']}/verification").status_code == 204
    first = caller.get(f"/customers/{luca['id']}").json()["identities"][0]
    assert (first["value"], first["is_primary"], first["verified_at"] is not None) == ("luca@posteo.it", True, True)
    assert caller.delete(f"/customers/{marta['id']}/identities/{second['id']}").status_code == 404
    assert caller.delete(f"{where}/{second['id']}").status_code == 204


def test_two_become_one(program: Callable[..., Program], giulia: Agent, product: Agent) -> None:
    caller = program(giulia)
    ticket = opened(caller)
    kept = caller.post("/customers", LUCA).json()
    where, body = f"/customers/{kept['id']}/merges", {"other": ticket["requester"]["id"]}
    assert program(product).post(where, body).status_code == 403
    merged = caller.post(where, body).json()
    assert len(merged["identities"]) == 2
    assert Ticket.objects.get().requester_id == kept["id"]
    assert caller.post(where, body).json()["code"] == "not-mergeable"


def test_a_list_costs_the_same_for_one_and_for_many(program: Callable[..., Program], giulia: Agent) -> None:
    caller = program(giulia)
    caller.post("/customers", LUCA)
    caller.get("/customers")
    with CaptureQueriesContext(connection) as first:
        caller.get("/customers")
    for number in range(6):
        caller.post("/customers", {"email": f"rider{number}@posteo.it"})
    with CaptureQueriesContext(connection) as second:
        assert len(caller.get("/customers").json()["items"]) == 7
    assert len(first) == len(second) <= 5
