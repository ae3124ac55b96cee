"""Making views: what is checked, and who may share."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent, Membership, Team
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted

pytestmark = pytest.mark.django_db
UNSOLVED = {"field": "state_type", "operator": "is", "value": ["new", "open"]}


def refused(by: Agent, **given: Any) -> dict[str, list[tuple[str | None, str]]]:
    with pytest.raises(ValidationError) as caught:
        make(Wanted(**{"name": "Mine", "conditions": UNSOLVED, **given}), by=by)
    return {
        name: [(error.code, error.messages[0]) for error in errors]
        for name, errors in caught.value.error_dict.items()
    }


def test_it_stands_last_and_is_told(olena: Agent) -> None:
    first = make(Wanted("One", UNSOLVED), by=olena)
    second = make(Wanted("  Two \n words ", UNSOLVED, columns=("tags", "tags")), by=olena)
    assert (second.name, second.columns, second.owner) == ("Two words", ["tags"], olena)
    assert list(View.objects.usable_by(olena)) == [first, second]
    assert second.conditions == {"version": 1, **UNSOLVED}
    event = Event.objects.filter(kind="view.created").latest("pk")
    assert (event.subject, event.data) == (f"view:{second.pk}", {"name": "Two words", "sharing": "mine"})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"sort": "mood"}, "sort"),
        ({"sort": "due", "conditions": None}, "sort"),
        ({"columns": ("mood",)}, "columns"),
        ({"columns": tuple(map(str, range(13)))}, "columns"),
        ({"group": "subject"}, "group"),
        ({"group": "mood"}, "group"),
        ({"sharing": "world"}, "sharing"),
        ({"sharing": "teams"}, "teams"),
        ({"sharing": "teams", "teams": (999_999,)}, "teams"),
    ],
)
def test_it_is_refused_by_field(giulia: Agent, given: dict[str, Any], field: str) -> None:
    assert list(refused(giulia, **given)) == [field]
    assert not View.objects.exists()


def test_faults_of_conditions_keep_their_paths(giulia: Agent) -> None:
    wrong = {"all": [UNSOLVED, {"field": "team", "operator": "is", "value": [999_999]}]}
    assert refused(giulia, conditions=wrong)["conditions"] == [
        ("all[1].value[0]", "There is none with the number 999999.")
    ]


def test_leads_share_with_their_teams_and_coordinators_with_all(olena: Agent, giulia: Agent) -> None:
    team = Team.objects.get(name="Battery and motor")
    assert "sharing" in refused(olena, sharing="teams", teams=(team.pk,))
    assert "sharing" in refused(olena, sharing="everyone")
    Membership.objects.filter(agent=olena, team=team).update(is_lead=True)
    assert make(Wanted("Ours", UNSOLVED, sharing="teams", teams=(team.pk,)), by=olena).pk
    assert make(Wanted("All", UNSOLVED, sharing="everyone"), by=giulia).pk


def test_who_may_only_look_makes_none(observer: Agent) -> None:
    with pytest.raises(NotPermitted):
        make(Wanted("Mine", UNSOLVED), by=observer)


def test_everybody_sees_what_is_shared_with_them(olena: Agent, tom: Agent, giulia: Agent, observer: Agent) -> None:
    team = Team.objects.get(name="Battery and motor")
    private = make(Wanted("Private", UNSOLVED), by=olena)
    ours = make(Wanted("Ours", UNSOLVED, sharing="teams", teams=(team.pk,)), by=giulia)
    everybodys = make(Wanted("All", UNSOLVED, sharing="everyone"), by=giulia)
    resting = make(Wanted("Old", UNSOLVED, sharing="everyone", is_active=False), by=giulia)
    assert set(View.objects.usable_by(olena)) == {private, ours, everybodys}
    assert set(View.objects.usable_by(tom)) == {everybodys}
    assert set(View.objects.seen_by(tom)) == {everybodys, resting}
    assert set(View.objects.seen_by(giulia)) == {ours, everybodys, resting}


def test_its_name_follows_the_reader(giulia: Agent) -> None:
    from django.utils import translation

    view = make(Wanted("Urgent", UNSOLVED, names={"it": " Urgenti ", "xx": "?"}), by=giulia)
    with translation.override("it"):
        assert view.title == "Urgenti"
    with translation.override("es"):
        assert view.title == "Urgent"
    assert view.names == {"it": "Urgenti"}
