"""Each person's own order, pins and ways of looking."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.tickets.saved_views import arranging, using
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def views(giulia: Agent) -> list[View]:
    return [make(Wanted(name, {}, sort="recent", sharing="everyone"), by=giulia) for name in "ABC"]


def seen(agent: Agent) -> str:
    return "".join(view.name for view in View.objects.usable_by(agent).with_habits(agent))


def test_an_order_of_ones_own_is_nobody_elses(views: list[View], giulia: Agent, olena: Agent) -> None:
    using.step(views[2], -1, by=olena)
    assert (seen(olena), seen(giulia)) == ("ACB", "ABC")
    using.step(views[0], -1, by=olena)  # at the edge nothing happens
    using.arrange([views[1].pk, 10**15, views[1].pk], by=olena)
    assert seen(olena) == "BAC"
    make(Wanted("D", {}, sort="recent", sharing="everyone"), by=giulia)
    assert seen(olena) == "BACD"


def test_moving_stays_among_those_shared_alike(views: list[View], olena: Agent) -> None:
    make(Wanted("x", {}, sort="recent"), by=olena)
    using.step(views[2], 1, by=olena)
    assert seen(olena) == "ABCx"


def test_who_manages_views_may_make_their_order_everybodys(views: list[View], giulia: Agent, olena: Agent) -> None:
    using.arrange([view.pk for view in reversed(views)], by=giulia)
    with pytest.raises(NotPermitted):
        arranging.as_of(olena, by=olena)
    arranging.as_of(giulia, by=giulia)
    assert seen(olena) == "CBA"


def test_mode_and_standing_are_remembered_side_by_side(views: list[View], olena: Agent, giulia: Agent) -> None:
    using.see_as(views[0], "table", by=olena)
    using.place(views[0], "pinned", by=olena)
    using.place(views[1], "hidden", by=olena)
    known = {view.name: (view.mode, view.standing) for view in View.objects.all().with_habits(olena)}  # type: ignore[attr-defined]
    assert known == {"A": ("table", "pinned"), "B": ("list", "hidden"), "C": (None, None)}
    assert {view.standing for view in View.objects.all().with_habits(giulia)} == {None}  # type: ignore[attr-defined]
    for wrong in ("grid", ""):
        with pytest.raises(ValidationError):
            using.see_as(views[0], wrong, by=olena)
    with pytest.raises(ValidationError):
        using.place(views[0], "nailed", by=olena)
