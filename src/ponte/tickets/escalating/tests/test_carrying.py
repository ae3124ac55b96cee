"""Escalations of tickets that become one, and of that taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.team.models import Agent, Team
from ponte.tickets.escalating import defining, escalating, returning
from ponte.tickets.escalating.models import Escalation, Path, State
from ponte.tickets.merges import carrying, merging, undoing
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]
SAID = {"reason": "Firmware fault", "tried": "Reset", "needed": "Is 2.4.1 to blame?"}


@pytest.fixture
def path(admin: Agent, team: Callable[[str], Team]) -> Path:
    return defining.define(None, by=admin, name="Firmware", to_team=team("Product"))


def test_the_one_that_stays_goes_to_whom_was_asked_and_comes_home(
    matter: Matter, path: Path, giulia: Agent, olena: Agent, mateo: Agent, product: Agent, team: Callable[[str], Team]
) -> None:
    home = team("Battery and motor")
    kept, old = matter(team=home, assignee=mateo), matter(team=home, assignee=olena)
    made = escalating.escalate(old, path, by=olena, **SAID)
    old.refresh_from_db()
    assert any(carrying.said(old, kept))
    merging.merge(old, kept, by=giulia)
    kept.refresh_from_db()
    assert (kept.team, kept.assignee) == (path.to_team, None)
    assert Ticket.objects.visible_to(product).filter(pk=kept.pk).exists()
    made.refresh_from_db()
    returning.give_back(made, "Install 2.4.2", by=product)
    kept.refresh_from_db()
    assert (kept.team, kept.assignee) == (home, mateo)


def test_taken_back_each_is_with_whom_it_was(
    matter: Matter, path: Path, giulia: Agent, olena: Agent, mateo: Agent, team: Callable[[str], Team]
) -> None:
    home = team("Battery and motor")
    kept, old = matter(team=home, assignee=mateo), matter(team=home, assignee=olena)
    made = escalating.escalate(old, path, by=olena, **SAID)
    old.refresh_from_db()
    row = merging.merge(old, kept, by=giulia)
    undoing.undo(row, by=giulia)
    for each in (kept, old, made):
        each.refresh_from_db()
    assert (kept.team, kept.assignee) == (home, mateo)
    assert (old.team, old.assignee, made.ticket_id, made.owner) == (path.to_team, None, old.pk, olena)


def test_of_two_that_of_the_survivor_goes_on(matter: Matter, path: Path, giulia: Agent, olena: Agent) -> None:
    kept, old = matter(assignee=olena), matter(assignee=olena)
    mine = escalating.escalate(old, path, by=olena, **SAID)
    theirs = escalating.escalate(kept, path, by=olena, **SAID)
    assert any(carrying.said(old, kept))
    row = merging.merge(old, kept, by=giulia)
    assert Escalation.objects.unfinished().get() == theirs
    undoing.undo(row, by=giulia)
    mine.refresh_from_db()
    assert (mine.ticket_id, mine.state, mine.ended_at) == (old.pk, State.WAITING, None)
