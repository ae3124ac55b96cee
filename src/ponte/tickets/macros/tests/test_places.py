from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.tickets.macros import places

KNOWN = {"requester.first_name": "Marta", "ticket.number": "41", "team.name": ""}


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("<p>Ciao {{requester.first_name}},</p>", "<p>Ciao Marta,</p>"),
        ("{{ requester.first_name | there }}", "Marta"),
        ("Team {{team.name|of ours}}", "Team of ours"),
        ("Ciao {{team.name}}, ecco", "Ciao, ecco"),
        ("{{&nbsp;ticket.number&nbsp;}}", "41"),
        ("{{nobody.knows}} {single} {{", "{{nobody.knows}} {single} {{"),
    ],
)
def test_filling(source: str, reads: str) -> None:
    assert places.fill(source, KNOWN).html == reads


def test_what_stays_empty_is_told_once() -> None:
    filled = places.fill("{{team.name}} {{team.name}} {{team.name|x}} {{ticket.number}}", KNOWN)
    assert filled.missing == ["team.name"]


def test_a_value_is_never_markup_and_never_a_place() -> None:
    hostile = {"requester.first_name": "<script>{{agent.name}}\n& co", "agent.name": "Olena"}
    assert places.fill("{{requester.first_name}}", hostile).html == "&lt;script&gt;{{agent.name}} &amp; co"


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("{{requester.first_name|there}} {{ticket.number}}", []),
        ("{{requester.frist_name}}", ["{{requester.frist_name}}"]),
        ("{{requester.first_name", ["{{"]),
        ("{{<b>ticket</b>.number}}", ["{{ticket.number}}"]),
        ("{{ticket.number|<b>x</b>}}", ["{{ticket.number|x}}"]),
        ("{{}} {{}}", ["{{}}"]),
        ("{one} }}", []),
    ],
)
def test_what_could_not_be_filled(source: str, wrong: list[str]) -> None:
    assert places.wrong_in(source, KNOWN) == wrong


pieces = st.lists(
    st.sampled_from(["{{", "}}", "|", "ticket.number", "team.name", " ", "x", "<b>", "&nbsp;", "{", "}"])
)


@given(pieces.map("".join), st.text(st.characters(exclude_characters="{}")))
def test_any_text_is_read(source: str, value: str) -> None:
    values = {"ticket.number": value, "team.name": ""}
    filled = places.fill(source, values).html
    wrong = places.wrong_in(source, values)
    if not wrong:
        assert "{{" not in filled
    if "{{" not in source:
        assert filled == source
    assert not any(letter in name for name in places.names_in(source) for letter in "{}|")


def test_hostile_text_is_read_in_linear_time() -> None:
    began = time.perf_counter()
    for source in ("{{" * 20_000, " {" * 20_000, "{{a|" * 10_000, "&nbsp;" * 10_000 + "{{"):
        places.fill(source, KNOWN)
        places.wrong_in(source, KNOWN)
    assert time.perf_counter() - began < 2
