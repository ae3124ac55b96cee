"""Routes, needs, skills and limits through their pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ponte.demo.cast import BATTERY
from ponte.team import setting_availability
from ponte.team.models import Agent, Team
from ponte.team.skills import keeping, limiting
from ponte.team.skills.models import AgentSkill, Limit, Skill
from ponte.tickets.models import Ticket
from ponte.tickets.routing import arranging
from ponte.tickets.routing.arranging import Plan
from ponte.tickets.routing.models import Requirement, Route, Router

pytestmark = pytest.mark.django_db
URGENT = '{"all": [{"field": "priority", "operator": "is", "value": ["urgent"]}]}'


@pytest.fixture
def desk(client: Client, serena: Agent) -> Client:
    client.force_login(serena)
    return client


def sent(**given: Any) -> dict[str, Any]:
    """A route's form as a browser sends it, with its conditions written as JSON."""
    return {"way": "load", "match": "prefer", "c-text": URGENT, **given}


def test_a_route_is_made_by_its_form(desk: Client, olena: Agent) -> None:
    team = Team.objects.get(name=BATTERY)
    form = sent(name="Urgent", team=team.pk, after_0="30", to_0=team.pk, silent_minutes="45", sticky_days="")
    answer = desk.post(reverse("new_route"), form)
    assert answer.status_code == 302, answer.content.decode()
    route = Route.objects.get()
    assert (route.name, route.team, route.overflow, route.silent_minutes) == ("Urgent", team, [[30, team.pk]], 45)
    assert route.conditions["all"][0]["field"] == "priority"
    page = desk.get(reverse("routes")).content.decode()
    assert "silent for 45 minutes: passed on" in page
    assert "Priority is urgent" in page


def test_what_is_wrong_keeps_what_was_typed(desk: Client) -> None:
    answer = desk.post(reverse("new_route"), sent(name=" ", silent_minutes="45"))
    assert answer.status_code == 422
    assert 'value="45"' in answer.content.decode()
    assert not Route.objects.exists()


def test_the_page_shows_them_in_the_order_in_which_they_are_asked(desk: Client) -> None:
    names = [f"Route {number}" for number in (3, 1, 4, 0, 2)]
    for name in reversed(names):
        arranging.make(Plan(name), by="system")
    page = desk.get(reverse("routes")).content.decode()
    assert sorted(names, key=page.index) == names


def test_the_order_is_changed_and_a_route_put_out_of_use(desk: Client) -> None:
    first, second = (arranging.make(Plan(name), by="system") for name in ("First", "Second"))
    desk.post(reverse("route_place", args=[first.pk]), {"to": "0"})
    desk.post(reverse("route_use", args=[second.pk]), {"active": "0"})
    assert [(route.name, route.is_active) for route in Route.objects.all()] == [("First", True), ("Second", False)]


def test_the_trial_says_who_and_who_not(
    desk: Client, olena: Agent, mateo: Agent, matter: Callable[..., Ticket]
) -> None:
    arranging.make(Plan("Batteries", team=Team.objects.get(name=BATTERY)), by="system")
    setting_availability.set_availability(mateo, "away", by=mateo)
    limiting.set_limits({"mail": 0}, role="operations_manager", by="system")
    ticket = matter(language="uk")
    page = desk.get(reverse("route_trial"), {"ticket": f"#{ticket.pk}"}).content.decode()
    assert f"#{ticket.pk}: Batteries would give it to Olena Kovalenko." in page
    assert "speaks Ukrainian" in page
    assert "Mateo Ruiz" in page
    assert "is away" in page
    ticket.refresh_from_db()
    assert ticket.assignee is None


def test_the_trial_of_a_ticket_that_is_not_there(desk: Client) -> None:
    assert "There is no ticket 77" in desk.get(reverse("route_trial"), {"ticket": "77"}).content.decode()


def test_a_need_is_said_changed_and_taken_back(desk: Client) -> None:
    skill = keeping.make("Product safety", has_levels=True, by="system")
    form = {"skill": skill.pk, "level": "2", "is_must": "1", "c-text": URGENT}
    assert desk.post(reverse("new_requirement"), form).status_code == 302
    row = Requirement.objects.get()
    assert (row.skill, row.level, row.is_must) == (skill, 2, True)
    desk.post(reverse("requirement", args=[row.pk]), {**form, "is_must": "0"})
    row.refresh_from_db()
    assert not row.is_must
    desk.post(reverse("requirement_removal", args=[row.pk]))
    assert not Requirement.objects.exists()


def test_skills_and_limits(desk: Client, olena: Agent) -> None:
    desk.post(reverse("skills"), {"name": "Billing"})
    skill = Skill.objects.get()
    desk.post(reverse("limits"), {"usual_mail": "15", "coordinator_mail": "0"})
    assert dict(Limit.objects.values_list("role", "most")) == {"": 15, "coordinator": 0}
    form = {f"skill_{skill.pk}": "1", "limit_mail": "8", "schedule": ""}
    assert desk.post(reverse("person_work", args=[olena.pk]), form).status_code == 302
    assert AgentSkill.objects.get().agent == olena
    assert limiting.limits_of([olena])[olena.pk]["mail"] == 8
    desk.post(reverse("skill", args=[skill.pk]), {"name": "Invoices", "do": "rest"})
    skill.refresh_from_db()
    assert (skill.name, skill.is_active) == ("Invoices", False)


def test_what_weighs(desk: Client) -> None:
    desk.post(reverse("routing_weights"), {"pending": "on"})
    router = Router.objects.get()
    assert (router.counts_pending, router.counts_on_hold) == (True, False)


def test_the_list_costs_the_same_however_many(desk: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        arranging.make(Plan(f"No {number}"), by="system")
    desk.get(reverse("routes"))
    with django_assert_max_num_queries(16):
        desk.get(reverse("routes"))
