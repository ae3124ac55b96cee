from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.team.models import Agent
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.wording import choose, word
from ponte.tickets.models import Ticket

Keep = Callable[..., Macro]
TEXTS = {"en": "<p>Hello {{requester.first_name|there}}</p>", "it": "<p>Ciao {{requester.first_name}}</p>"}


@pytest.mark.parametrize(
    ("codes", "asked", "used"),
    [
        ("en it", "it", "it"),
        ("en pt-br", "pt", "pt-br"),
        ("en it", "uk", "en"),
        ("es it", "uk", "es"),
        ("es it", "", "es"),
    ],
)
def test_the_language_that_fits_best(codes: str, asked: str, used: str) -> None:
    assert choose(dict.fromkeys(codes.split(), "x"), asked) == used


def test_the_customers_language_is_chosen_by_itself(macro: Keep, olena: Agent, ticket: Ticket) -> None:
    text = word(macro(texts=TEXTS), ticket, by=olena)
    assert text is not None
    assert (text.html, text.language, text.fell_back) == ("<p>Ciao Marta</p>", "it", False)


def test_the_language_of_the_reply_wins_and_a_missing_one_is_told(macro: Keep, olena: Agent, ticket: Ticket) -> None:
    text = word(macro(texts=TEXTS), ticket, by=olena, language="uk")
    assert text is not None
    assert (text.html, text.language, text.asked, text.fell_back) == ("<p>Hello Marta</p>", "en", "uk", True)


def test_a_note_is_in_the_agents_language(macro: Keep, olena: Agent, ticket: Ticket) -> None:
    olena.locale = "en"
    text = word(macro(texts=TEXTS, goes_to="note"), ticket, by=olena)
    assert text is not None
    assert text.language == "en"


def test_nothing_that_runs_comes_out_of_an_attribute(macro: Keep, olena: Agent, ticket: Ticket) -> None:
    ticket.subject = "javascript:alert(1)"
    text = word(macro(texts={"it": '<a href="{{ticket.subject}}">x</a>'}), ticket, by=olena)
    assert text is not None
    assert "javascript" not in text.html


def test_no_text(macro: Keep, olena: Agent, ticket: Ticket) -> None:
    assert word(macro(actions=[["priority", "4"]]), ticket, by=olena) is None
