"""Fields and forms are made, changed and put in order on their pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ponte.team.models import Agent
from ponte.tickets.fields.models import CustomField, Form
from ponte.tickets.fields.tests.cast import every_kind, repair

FAULTS = "Battery\n  Charging\n    Does not charge\nBrakes\n"


@pytest.fixture
def desk(client: Client, serena: Agent) -> Client:
    client.force_login(serena)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_tree_is_made_of_indented_text(desk: Client) -> None:
    given = {"name_en": "Fault", "name_it": "Guasto", "choices": FAULTS, "access": "agents"}
    assert desk.post("/administration/fields/new/tree", given).status_code == 302
    row = CustomField.objects.get()
    assert (row.key, row.names, list(row.options)) == (
        "fault",
        {"en": "Fault", "it": "Guasto"},
        ["battery", "battery/charging", "battery/charging/does-not-charge", "brakes"],
    )
    page = text(desk.get(f"/administration/fields/{row.pk}"))
    assert "Does not charge {does-not-charge}" in page


def test_a_renamed_choice_stays_the_same_and_one_taken_away_is_archived(desk: Client) -> None:
    row = every_kind()["product"]
    given = {
        "name_en": "Product",
        "access": "agents",
        "choices": "Bicycle {ebike}\nBoat\n",
        "choice:it:ebike": "Bicicletta",
    }
    desk.post(f"/administration/fields/{row.pk}", given)
    row = CustomField.objects.get(pk=row.pk)
    assert [(each.path, each.own, each.is_archived) for each in row.options.values()] == [
        ("ebike", "Bicycle", False),
        ("boat", "Boat", False),
        ("scooter", "Scooter", True),
        ("bell", "Bell", True),
    ]
    assert row.options["ebike"].all_names[-1]["it"] == "Bicicletta"


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        ("text", {"name_en": "X", "key": "Ä Ö"}, "small letters, digits and hyphens"),
        ("pattern", {"name_en": "X", "set_pattern": "(a"}, "not understood"),
        ("pattern", {"name_en": "X", "set_pattern": "(?=a)b"}, "not understood"),
        ("pattern", {"name_en": "X", "set_pattern": "[0-9]+", "set_example": "a"}, "does not fit"),
        ("pattern", {"name_en": "X", "set_pattern": "((a{1,1000}){1,1000})"}, "not understood"),
        ("number", {"name_en": "X", "set_decimals": "0", "set_min": "5", "set_max": "1"}, "The least is more"),
        ("money", {"name_en": "X", "set_currency": "XXQ"}, "three letters"),
        ("one", {"name_en": "X", "choices": ""}, "at least one choice"),
        ("one", {"name_en": "X", "choices": "A\n  B"}, "Only a tree"),
        ("one", {"name_en": "X", "choices": "A {a}\nB {a}"}, "Line 2: the key a"),
        ("one", {"name_en": "X", "choices": "A {a}\nB {B B}"}, "Line 2: a key is"),
        ("tree", {"name_en": "X", "choices": "\n".join(" " * each + "x" for each in range(9))}, "too deep"),
    ],
)
def test_what_makes_no_sense_is_told_and_what_was_typed_stays(
    desk: Client, kind: str, given: dict[str, str], words: str
) -> None:
    response = desk.post(f"/administration/fields/new/{kind}", {"access": "agents", "name_it": "Ciao", **given})
    assert response.status_code == 422
    assert words in text(response)
    assert "Ciao" in text(response)
    assert CustomField.objects.count() == 0


def test_a_field_needs_a_name(desk: Client) -> None:
    response = desk.post("/administration/fields/new/text", {"access": "agents"})
    assert (response.status_code, CustomField.objects.count()) == (422, 0)
    assert "Give it a name." in text(response)


def test_they_are_put_in_order_and_archived(desk: Client) -> None:
    fields = every_kind()
    last = list(fields.values())[-1]
    desk.post(f"/administration/fields/{last.pk}/place", {"to": "0"})
    assert CustomField.objects.first() == last
    desk.post(f"/administration/fields/{last.pk}/use", {"active": "0"})
    assert CustomField.objects.get(pk=last.pk).is_archived
    assert "Bring back" in text(desk.get("/administration/fields/"))
    desk.post(f"/administration/fields/{last.pk}/use", {"active": "1"})
    assert not CustomField.objects.get(pk=last.pk).is_archived


def test_a_form_is_put_together_line_by_line(desk: Client) -> None:
    every_kind()
    hx = {"HX-Request": "true", "HX-Target": "form-lines"}
    page = text(desk.post("/administration/fields/forms/new", {"do": "add:product"}, headers=hx))
    assert 'name="line-0-field" value="product"' in page
    assert 'data-asked="product"' in page  # the preview
    lines = {
        "line": ["0", "1"],
        "line-0-field": "product",
        "line-0-create": "1",
        "line-1-field": "serial",
        "line-1-solve": "1",
        "line-1-when": "product",
        "line-1-was": "product",
        "line-1-is": ["ebike"],
    }
    assert Form.objects.count() == 0
    done = desk.post("/administration/fields/forms/new", {"name-en": "Repair", "is_default": "1", **lines})
    assert done.status_code == 302
    row = Form.objects.get()
    assert row.is_default
    assert row.rules == [
        {"field": "product", "create": True, "solve": False, "when": []},
        {"field": "serial", "create": False, "solve": True, "when": [{"field": "product", "is": ["ebike"]}]},
    ]
    swapped = {**lines, "line": ["1", "0"]}
    refused = desk.post(f"/administration/fields/forms/{row.pk}", {"name-en": "Repair", **swapped})
    assert refused.status_code == 422
    assert "can depend only on what stands before it" in text(refused)
    desk.post(f"/administration/fields/forms/{row.pk}/removal")
    assert Form.objects.count() == 0


def test_a_new_usual_form_takes_the_place_of_the_old(desk: Client) -> None:
    old = repair(every_kind())
    desk.post("/administration/fields/forms/new", {"name-en": "Delivery", "is_default": "1"})
    assert list(Form.objects.filter(is_default=True).exclude(pk=old.pk).values_list("names__en", flat=True)) == [
        "Delivery"
    ]
    assert not Form.objects.get(pk=old.pk).is_default
