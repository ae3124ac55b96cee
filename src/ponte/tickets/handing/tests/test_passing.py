"""Drafts that change hands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.team.models import Agent
from ponte.tickets import drafting
from ponte.tickets.errors import NotAllowed
from ponte.tickets.handing import passing
from ponte.tickets.handing.models import OpenDraft
from ponte.tickets.models import Draft, Follow, MessageKind, Ticket

pytestmark = pytest.mark.django_db


def save(ticket: Ticket, by: Agent, html: str) -> Draft:
    return drafting.save(ticket, by=by, kind=MessageKind.PUBLIC, html=html)


def test_to_a_colleague_who_was_writing_too(ticket: Ticket, olena: Agent, mateo: Agent) -> None:
    save(ticket, mateo, "<p>mine</p>")
    passing.hand(save(ticket, olena, "<p>hers</p>"), mateo, by=olena)
    draft = Draft.objects.get()
    assert (draft.agent, draft.html) == (mateo, "<p>hers</p><p>mine</p>")
    assert Follow.objects.get().agent == mateo


def test_not_to_those_who_cannot_see_it_or_only_look(
    matter: Callable[..., Ticket], team: Callable[..., object], olena: Agent, tom: Agent, observer: Agent
) -> None:
    draft = save(matter(team=team("Battery and motor")), olena, "<p>hers</p>")
    for colleague in (tom, observer):
        with pytest.raises(NotAllowed):
            passing.hand(draft, colleague, by=olena)
    with pytest.raises(NotAllowed):
        passing.hand(draft, olena, by=tom)


def test_open_to_the_team_the_first_takes_it(ticket: Ticket, olena: Agent, mateo: Agent, tom: Agent) -> None:
    opened = passing.open_to_team(save(ticket, olena, "<p>hers</p>"), by=olena)
    assert passing.open_to_team(opened.draft, by=olena) == opened
    assert passing.take(opened, by=mateo).agent == mateo
    with pytest.raises(OpenDraft.DoesNotExist):
        passing.take(opened, by=tom)
