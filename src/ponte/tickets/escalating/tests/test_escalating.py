"""There and back: with everything that must be said, to a team or a manager, and its owner never out of sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent, Team
from ponte.tickets.errors import NotAllowed
from ponte.tickets.escalating import defining, escalating, paths, returning
from ponte.tickets.escalating.errors import AlreadyEscalated, NotIncluded, NotOpen, NotThisPath
from ponte.tickets.escalating.models import Direction, Escalation, Path, State, TeamStanding
from ponte.tickets.models import Follow, Message, Ticket

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {"reason": "Firmware fault", "tried": "Reset and update", "needed": "Is 2.4.1 to blame?"}


@pytest.fixture
def home(team: Callable[[str], Team]) -> Team:
    return team("Battery and motor")


@pytest.fixture
def path(admin: Agent, home: Team, product: Agent, team: Callable[[str], Team]) -> Path:
    return defining.define(
        None, by=admin, name="Firmware", from_team=home, to_team=team("Product"), questions=["Serial number"]
    )


@pytest.fixture
def mine(matter: Callable[..., Ticket], olena: Agent, home: Team) -> Ticket:
    return matter(team=home, assignee=olena)


def go(ticket: Ticket, path: Path, by: Agent, **changed: Any) -> Escalation:
    given = {**SAID, "answers": {"Serial number": "LD3-77120"}, **changed}
    return escalating.escalate(ticket, path, by=by, **given)


def test_there_and_back(mine: Ticket, path: Path, olena: Agent, product: Agent, home: Team) -> None:
    assert not Ticket.objects.visible_to(product).filter(pk=mine.pk).exists()
    made = go(mine, path, olena)
    mine.refresh_from_db()
    assert (mine.team, mine.assignee) == (path.to_team, None)
    assert Follow.objects.filter(ticket=mine, agent=olena).exists()
    assert Ticket.objects.visible_to(product).filter(pk=mine.pk).exists()
    card = Message.objects.get(pk=made.note_id)
    assert all(words in card.text for words in ("Firmware fault", "Reset and update", "LD3-77120"))
    returning.take(made, by=product)
    mine.refresh_from_db()
    assert mine.assignee == product
    returning.give_back(made, "Yes: install 2.4.2", by=product)
    mine.refresh_from_db()
    made.refresh_from_db()
    assert (mine.team, mine.assignee, made.state) == (home, olena, State.RETURNED)
    assert "install 2.4.2" in mine.messages.latest("pk").text
    kinds = set(Event.objects.filter(ticket_id=mine.pk).values_list("kind", flat=True))
    assert {"ticket.escalated", "ticket.escalation_taken", "ticket.escalation_returned"} <= kinds
    assert "2.4.2" not in str(list(Event.objects.values_list("data", flat=True)))


def test_what_must_be_said(mine: Ticket, path: Path, olena: Agent) -> None:
    with pytest.raises(NotIncluded) as refused:
        go(mine, path, olena, tried=" ", answers={})
    assert refused.value.fields == ["tried", "Serial number"]
    mine.refresh_from_db()
    assert mine.assignee == olena
    assert not Escalation.objects.exists()


def test_one_at_a_time_and_only_along_its_paths(mine: Ticket, path: Path, olena: Agent, matter: Any) -> None:
    made = go(mine, path, olena)
    with pytest.raises(NotThisPath):  # it stands at the goal
        go(mine, path, olena)
    with pytest.raises(NotThisPath):
        go(matter(), path, olena)
    returning.withdraw(made, by=olena)
    with pytest.raises(NotOpen):
        returning.give_back(made, "Too late", by=olena)
    again = go(mine, path, olena)
    assert again.pk != made.pk


def test_to_a_manager(mine: Ticket, olena: Agent, serena: Agent, admin: Agent, home: Team) -> None:
    up = defining.define(None, by=admin, name="Complaint", direction=Direction.HIERARCHICAL, to_agent=serena)
    made = go(mine, up, olena)
    mine.refresh_from_db()
    assert (mine.team, mine.assignee) == (home, serena)
    with pytest.raises(AlreadyEscalated):
        go(mine, up, olena)
    returning.give_back(made, "Offer a replacement", by=serena)
    mine.refresh_from_db()
    assert mine.assignee == olena


def test_an_owner_who_left_gets_nothing_back(mine: Ticket, path: Path, olena: Agent, product: Agent) -> None:
    made = go(mine, path, olena)
    Agent.objects.filter(pk=olena.pk).update(is_active=False)
    returning.give_back(made, "Yes", by=product)
    mine.refresh_from_db()
    assert mine.assignee is None


def test_who_may(mine: Ticket, path: Path, observer: Agent, giulia: Agent) -> None:
    with pytest.raises(NotAllowed):
        go(mine, path, observer)
    with pytest.raises(NotPermitted):
        defining.define(path, by=giulia, name="Mine now")


def test_paths_are_checked(admin: Agent, home: Team, path: Path, mine: Ticket) -> None:
    with pytest.raises(ValidationError):
        defining.define(None, by=admin, name=" ", to_team=home)
    with pytest.raises(ValidationError):
        defining.define(None, by=admin, name="Round", from_team=home, to_team=home)
    with pytest.raises(ValidationError):
        defining.define(None, by=admin, name="Nowhere", direction=Direction.HIERARCHICAL)
    assert paths.open_to(mine) == [path]
    defining.define(path, by=admin, is_active=False)
    assert paths.open_to(mine) == []


def test_standings(admin: Agent, home: Team) -> None:
    defining.set_standing(home, "tier_2", by=admin)
    defining.set_standing(home, "tier_2", by=admin)
    assert TeamStanding.objects.get().standing == "tier_2"
    assert Event.objects.filter(kind="team.standing_changed").count() == 1
    defining.set_standing(home, "", by=admin)
    assert not TeamStanding.objects.exists()
