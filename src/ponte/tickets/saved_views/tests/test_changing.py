"""Changing and deleting views."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ponte.events.models import Event
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.tickets.saved_views.changing import ChangedMeanwhile, change
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.removing import remove
from ponte.tickets.saved_views.wanted import Wanted, of

pytestmark = pytest.mark.django_db
UNSOLVED = {"field": "state_type", "operator": "is", "value": ["new", "open"]}


@pytest.fixture
def view(olena: Agent) -> View:
    return make(Wanted("Mine", UNSOLVED), by=olena)


def test_only_what_is_another_is_told(view: View, olena: Agent) -> None:
    change(view, replace(of(view), name="Other", columns=("tags",)), by=olena)
    view.refresh_from_db()
    assert (view.name, view.columns) == ("Other", ["tags"])
    told = Event.objects.filter(kind="view.changed").order_by("pk")
    assert [(event.data["field"], event.data["old"], event.data["new"]) for event in told] == [
        ("name", "Mine", "Other"),
        ("columns", [], ["tags"]),
    ]
    change(view, of(view), by=olena)
    assert told.count() == 2


def test_ones_own_are_nobody_elses(view: View, giulia: Agent, tom: Agent) -> None:
    for other in (giulia, tom):
        with pytest.raises(NotPermitted):
            change(view, replace(of(view), name="Stolen"), by=other)
        with pytest.raises(NotPermitted):
            remove(view, by=other)


def test_agents_do_not_change_what_everybody_has(giulia: Agent, olena: Agent) -> None:
    shared = make(Wanted("All", UNSOLVED, sharing="everyone"), by=giulia)
    with pytest.raises(NotPermitted):
        change(shared, replace(of(shared), name="Mine now"), by=olena)


def test_deleting_is_told(view: View, olena: Agent) -> None:
    pk = view.pk
    remove(view, by=olena)
    assert not View.objects.exists()
    assert Event.objects.get(kind="view.deleted").subject == f"view:{pk}"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(view: View, olena: Agent) -> None:
    seen = view.updated_at
    change(view, replace(of(view), name="Other"), by=olena, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        change(view, replace(of(view), name="Late"), by=olena, seen=seen)
    change(view, replace(of(view), name="Other"), by=olena, seen=seen)  # the same is no quarrel
    assert View.objects.get().name == "Other"
