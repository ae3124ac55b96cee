"""The worst that a form or a kept condition can hold: an answer always, a fault in words, and nothing lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ponte.desk.conditions import building, opening
from ponte.team.models import Agent
from ponte.tickets.conditions import fields, parsing
from ponte.tickets.conditions.errors import InvalidConditions

pytestmark = pytest.mark.django_db
KEYS = st.sampled_from([*(each.key for each in fields.registered()), "mood", "", "state_type\x00"])
NAMES = st.from_regex(r"c(-[0-9]{1,2}){0,7}-(field|operator|value|mode|find|text)", fullmatch=True)
WORDS = st.one_of(
    KEYS,
    st.text(max_size=40),
    st.sampled_from(["is", "has_any", "within_last", "all", "none", "9" * 40, "d", "\ud800"]),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["all", "any", "not", "field", "operator", "value", "version", "x"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(st.lists(st.tuples(NAMES, WORDS), max_size=40), st.text(max_size=30))
def test_any_form_is_read_and_judged(pairs: list[tuple[str, str]], act: str) -> None:
    form = QueryDict(mutable=True)
    for name, value in pairs:
        form.appendlist(name, value)
    for word in ("c.look:", f"c.{act}", "c.form:", "c.text:"):
        form["do"] = word
        builder = building.read(form)
        for line in builder.draft.lines():
            builder.control(line)
        assert builder.is_sound() or builder.has_faults or any(line.faults for line in builder.draft.lines())


@given(JSON)
def test_anything_that_was_kept_is_opened_and_stays_lawful(kept: Any) -> None:
    draft = opening.of(kept)
    for _line in draft.lines():
        pass
    try:
        parsing.parse(kept)
    except InvalidConditions:
        return
    parsing.parse(draft.written())


@pytest.mark.parametrize(
    "text",
    [
        "{" * 100_000,
        '{"all":' * 5000 + "[]" + "}" * 5000,
        json.dumps({"field": "tags", "operator": "has_any", "value": [str(number) for number in range(10_000)]}),
        '{"field": "messages", "operator": "is", "value": 1' + "0" * 5000 + "}",
        '{"field": "number", "operator": "is", "value": 99999999999999999999}',
        '{"field": "created", "operator": "before", "value": "9999-12-31"}',
        '{"field": "created", "operator": "older_than", "value": "99999w"}',
        '{"field": "created", "operator": "within_next", "value": "99999w"}',
        '{"field": "subject", "operator": "contains", "value": "' + "(a+)+" * 40 + '"}',
        '{"field": "mailbox", "operator": "is", "value": "' + "a" * 300 + '!"}',
        '{"field": "requester_domain", "operator": "is", "value": "' + "a-" * 150 + '"}',
        '{"field": "requester", "operator": "is", "value": [9223372036854775807]}',
        '{"field": "spam", "operator": "is", "value": NaN}',
        "null", "[]", "7", '"x"', "", "\x00",
    ],
    ids=range(19),
)  # fmt: skip
def test_json_of_the_worst_kind_is_answered(client: Client, giulia: Agent, text: str) -> None:
    client.force_login(giulia)
    for do in ("c.look:", "c.form:"):
        page = client.post("/conditions/builder?name=c", {"c-text": text, "do": do})
        assert page.status_code == 200
    assert client.post("/conditions/found?name=c", {"c-text": text}).status_code == 200


def test_ten_thousand_values_are_refused_before_they_cost_anything(client: Client, giulia: Agent) -> None:
    client.force_login(giulia)
    form = {
        "c-mode": "all",
        "c-0-field": "tags",
        "c-0-operator": "has_any",
        "c-0-value": list(map(str, range(10_000))),
    }
    assert client.post("/conditions/found?name=c", form).status_code == 400
    form["c-0-value"] = list(map(str, range(500)))
    page = client.post("/conditions/builder?name=c", form).content.decode()
    assert "There are too many values" in page


def test_addresses_that_make_no_sense(client: Client, giulia: Agent) -> None:
    client.force_login(giulia)
    assert client.post("/conditions/builder?name=<b>", {}).status_code == 404
    assert client.get("/conditions/values/mood").status_code == 404
    for field in fields.all_fields():
        for text in ("", "a", "%_\\", "\x00", "(" * 500, "'; --"):
            page = client.get(f"/conditions/values/{field.key}", {"q": text, "reader": "0"})
            assert page.status_code == 200
            assert 'data-value="me"' not in page.content.decode()


def test_values_are_found_by_name_and_only_in_sight(client: Client, tom: Agent, matter: Any) -> None:
    ticket = matter(address="anna@acme.example", name="Anna <b>Rossi</b>")
    client.force_login(tom)
    page = client.get("/conditions/values/requester", {"q": "anna"}).content.decode()
    assert f'data-value="{ticket.requester_id}"' in page and "anna@acme.example" in page and "<b>" not in page
    assert "Nothing fits" in client.get("/conditions/values/requester", {"q": "zzz"}).content.decode()
    assert 'data-value="me"' in client.get("/conditions/values/assignee", {"q": "current"}).content.decode()
