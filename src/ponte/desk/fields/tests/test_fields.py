"""Fields on the desk: beside a ticket, on a new one, before solving, in lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ponte.team.models import Agent
from ponte.tickets import searching
from ponte.tickets.fields import reading, setting
from ponte.tickets.fields.models import Form
from ponte.tickets.fields.tests.cast import every_kind, repair
from ponte.tickets.models import Ticket
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.wanted import Wanted
from ponte.tickets.states import StateType

NEW = {
    "address": "marta.bellini@posteo.it",
    "subject": "The battery",
    "reply": "She called.",
    "mode": "note",
    "priority": "2",
    "channel": "phone",
}


@pytest.fixture
def form(db: None) -> Form:
    return repair(every_kind())


@pytest.fixture
def desk(client: Client, olena: Agent) -> Client:
    client.force_login(olena)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_pane_shows_what_the_form_asks(form: Form, ticket: Ticket, desk: Client) -> None:
    assert "Product" in text(desk.get(f"/tickets/{ticket.pk}"))
    assert "Serial" not in text(desk.get(f"/tickets/{ticket.pk}"))
    setting.set_values(ticket, {"product": "ebike", "refund": "12"}, by="system")
    page = text(desk.get(f"/tickets/{ticket.pk}"))
    assert "E-bike" in page
    assert "Serial" in page  # asked now that it is an e-bike
    assert "€12.00" in page  # held although the form does not ask


def test_a_value_is_changed_in_place(form: Form, ticket: Ticket, desk: Client) -> None:
    where = f"/tickets/{ticket.pk}/fields/serial"
    refused = desk.post(where, {"field-serial": "1234"}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "It looks like this: BX-1234" in text(refused)
    assert 'value="1234"' in text(refused)  # what was typed stays
    assert desk.post(where, {"field-serial": "bx-9999"}, headers={"HX-Request": "true"}).status_code == 200
    assert reading.held(ticket).values == {"serial": "BX-9999"}
    assert desk.get(f"/tickets/{ticket.pk}/fields/nothing").status_code == 404


def test_several_are_chosen_and_all_taken_off(form: Form, ticket: Ticket, desk: Client) -> None:
    where = f"/tickets/{ticket.pk}/fields/parts"
    desk.post(where, {"field-parts": ["", "motor", "seat"]})
    assert reading.held(ticket).values == {"parts": ["motor", "seat"]}
    desk.post(where, {"field-parts": [""]})
    assert reading.held(ticket).values == {}


def test_a_customer_is_named_in_words(form: Form, ticket: Ticket, desk: Client) -> None:
    where = f"/tickets/{ticket.pk}/fields/dealer"
    for words in ("marta.bellini@posteo.it", f"Marta Bellini (#{ticket.requester_id})", str(ticket.requester_id)):
        desk.post(where, {"field-dealer": ""})
        desk.post(where, {"field-dealer": words})
        assert reading.held(ticket).values == {"dealer": ticket.requester_id}, words
    assert desk.post(where, {"field-dealer": "Nobody at all"}, headers={"HX-Request": "true"}).status_code == 422
    found = text(desk.get("/fields/customers", {"field-dealer": "Mart"}))
    assert f"(#{ticket.requester_id})" in found


def test_the_form_of_a_ticket_is_changed(form: Form, ticket: Ticket, desk: Client) -> None:
    other = Form.objects.create(names={"en": "Delivery"}, rules=[])
    from ponte.tickets.fields import catalogue

    catalogue.changed()
    assert desk.post(f"/tickets/{ticket.pk}/form", {"value": str(other.pk)}).status_code == 302
    assert Ticket.objects.get(pk=ticket.pk).form == other
    assert desk.post(f"/tickets/{ticket.pk}/form", {"value": "999"}).status_code == 422


def test_a_new_ticket_asks_and_keeps_what_was_typed(form: Form, desk: Client) -> None:
    page = text(desk.get("/tickets/new"))
    assert 'data-asked="serial" data-when=' in page
    refused = desk.post("/tickets/new", {**NEW, "field-product": "ebike", "field-serial": ""})
    assert refused.status_code == 422
    assert "Fill this." in text(refused)
    assert 'value="ebike" selected' in text(refused)
    assert Ticket.objects.count() == 0
    done = desk.post("/tickets/new", {**NEW, "field-product": "ebike", "field-serial": "AB-1234"})
    assert done.status_code == 302
    made = Ticket.objects.get()
    assert (made.form, reading.held(made).values) == (form, {"product": "ebike", "serial": "AB-1234"})


def test_another_form_asks_other_fields(form: Form, desk: Client) -> None:
    assert 'data-asked="fault"' in text(desk.get("/tickets/new/fields"))
    assert "data-asked=" not in text(desk.get("/tickets/new/fields", {"brand": "999"})) or form.brand is None


def test_what_is_missing_is_filled_where_the_ticket_is_solved(form: Form, ticket: Ticket, desk: Client) -> None:
    setting.set_values(ticket, {"product": "scooter"}, by="system")
    stopped = desk.post(f"/tickets/{ticket.pk}/closure", headers={"HX-Request": "true"})
    where = stopped.headers["HX-Redirect"]
    page = text(desk.get(where))
    assert 'name="field-fault"' in page
    refused = desk.post(where, {"field-fault": ""})
    assert refused.status_code == 422
    assert "Fault" in text(refused)
    assert desk.post(where, {"field-fault": "brakes"}).status_code == 302
    assert Ticket.objects.get(pk=ticket.pk).state_type == StateType.SOLVED


def test_a_view_asks_shows_and_groups_by_fields(
    form: Form, matter: Callable[..., Ticket], desk: Client, olena: Agent, django_assert_max_num_queries: Any
) -> None:
    one, other, none = (matter(subject=f"Matter {place}", address=f"c{place}@a.example") for place in range(3))
    setting.set_values(one, {"product": "ebike", "fault": "battery/range", "refund": "12.5"}, by="system")
    setting.set_values(other, {"product": "scooter", "parts": ["motor", "seat"]}, by="system")
    columns = ("fields.product", "fields.refund", "fields.parts", "fields.fault")
    view = make(Wanted("By product", {"all": []}, columns, sort="newest", group="fields.product"), by=olena)
    page = text(desk.get(f"/inbox/views/{view.pk}"))
    assert page.index("E-bike") < page.index("Matter 0") < page.index("Matter 1") < page.index("Matter 2")
    assert "€12.50" in page
    assert "Motor and Seat" in page or "Motor, Seat" in page
    asked = make(
        Wanted("Batteries", {"field": "fields.fault", "operator": "is", "value": ["battery"]}, sort="newest"),
        by=olena,
    )
    page = text(desk.get(f"/inbox/views/{asked.pk}"))
    assert "Matter 0" in page
    assert "Matter 1" not in page
    csv = b"".join(desk.get(f"/views/{view.pk}/export/csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "12.5" in csv
    assert none.subject in csv


def test_words_of_a_field_are_found(form: Form, ticket: Ticket, olena: Agent) -> None:
    setting.set_values(ticket, {"serial": "QX-4711"}, by="system")
    assert list(searching.search(Ticket.objects.all(), "qx-4711")) == [ticket]
    assert list(searching.search(Ticket.objects.all(), "qx-4712")) == []


def test_many_are_given_a_value_from_the_menu_of_a_list(form: Form, ticket: Ticket, desk: Client) -> None:
    menu = text(desk.get("/inbox/choices"))
    assert 'value="field:product=scooter"' in menu
    assert "Battery › Range" in menu
    desk.post("/inbox/changes", {"chosen": [str(ticket.pk)], "change": "field:product=scooter"})
    assert reading.held(ticket).values == {"product": "scooter"}
    refused = desk.post("/inbox/changes", {"chosen": [str(ticket.pk)], "change": "field:product="})
    assert refused.status_code in (204, 302, 200)
    assert reading.held(ticket).values == {"product": "scooter"}  # the form needs it
