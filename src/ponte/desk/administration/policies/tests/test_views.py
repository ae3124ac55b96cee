"""The pages of policies."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.matters import open_matter

from ponte.team.models import Agent
from ponte.tickets.models import Brand
from ponte.tickets.sla import arranging, renewing
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import Policy, Renewal, Stage, Target

pytestmark = pytest.mark.django_db
QUICK = {"name": "Quick", "first_1": "8h", "first_2": "4h", "first_3": "2h", "first_4": "1h 30m", "warn_at": "50, 75"}


@pytest.fixture
def serenas(client: Client, serena: Agent) -> Client:
    client.force_login(serena)
    return client


def for_brand(brand: Brand) -> dict[str, str]:
    return {"c-mode": "all", "c-0-field": "brand", "c-0-operator": "is", "c-0-value": str(brand.pk)}


def names() -> list[str]:
    return [policy.name for policy in Policy.objects.select_related("current")]


def test_a_policy_is_made_and_changed(serenas: Client) -> None:
    brand = Brand.objects.get()
    assert serenas.post("/administration/policies/new", {**QUICK, **for_brand(brand)}).status_code == 302
    made = Policy.objects.get(position=0)
    assert made.current
    assert made.current.seconds(Target.FIRST, 4) == 5400
    assert made.current.conditions["all"] == [{"field": "brand", "operator": "is", "value": [brand.pk]}]
    page = serenas.get(f"/administration/policies/{made.pk}").content.decode()
    assert 'value="1h 30m"' in page and f'name="c-0-value" value="{brand.pk}" id="c-0-1" checked' in page
    serenas.post(f"/administration/policies/{made.pk}", {**QUICK, "name": "Quicker"})
    assert names() == ["Quicker", "Standard"]
    listed = serenas.get("/administration/policies/").content.decode()
    assert "Quicker" in listed and "1h 30m" in listed and "Every ticket" in listed


def test_what_is_wrong_is_said_and_nothing_is_lost(serenas: Client) -> None:
    wrong = {**QUICK, "first_4": "soon", "c-text": '{"field": "mood", "operator": "is", "value": ["good"]}'}
    page = serenas.post("/administration/policies/new", wrong)
    assert page.status_code == 422
    assert "“soon”: write a time as 4h, 1h 30m or 45m." in page.content.decode()
    assert 'value="soon"' in page.content.decode()
    page = serenas.post("/administration/policies/new", {**wrong, "first_4": "1h"})
    assert page.status_code == 422 and "There is no field mood." in page.content.decode()
    assert names() == ["Standard"]


def test_the_builder_offers_nothing_of_a_reader(serenas: Client) -> None:
    form = {**QUICK, "c-mode": "all", "c-0-field": "assignee", "c-0-operator": "is", "do": "c.look:"}
    page = serenas.post("/administration/policies/new", {**form, "c-0-find": "a"})
    html = page.content.decode()
    assert page.status_code == 200 and names() == ["Standard"]
    assert 'value="nobody"' in html and 'value="me"' not in html and 'value="1h 30m"' in html
    page = serenas.post("/administration/policies/new", {**form, "c-0-value": "me", "do": "save"})
    assert page.status_code == 422 and "Nobody looks at this" in page.content.decode()


def test_two_who_change_one_policy_are_told(serenas: Client, serena: Agent, admin: Agent) -> None:
    made = arranging.make(Promise("Quick", {Target.FIRST: {2: 60}}), by=serena)
    seen = made.current_id
    arranging.change(made, Promise("Quick", {Target.FIRST: {2: 120}}), by=admin)
    form = {**QUICK, "name": "Mine", "seen": seen}
    page = serenas.post(f"/administration/policies/{made.pk}", form)
    made.refresh_from_db()
    assert page.status_code == 422 and made.name == "Quick"
    html = page.content.decode()
    assert f"{admin.name} changed this" in html and 'value="Mine"' in html
    assert f'name="seen" value="{made.current_id}"' in html
    assert serenas.post(f"/administration/policies/{made.pk}", {**form, "seen": made.current_id}).status_code == 302
    assert "Mine" in names()


def test_order_and_use(serenas: Client, serena: Agent) -> None:
    made = arranging.make(Promise("Quick", {Target.FIRST: {2: 60}}), by=serena)
    serenas.post(f"/administration/policies/{made.pk}/place", {"to": "1"})
    assert names() == ["Standard", "Quick"]
    serenas.post(f"/administration/policies/{made.pk}/use", {"active": "0"})
    assert not Policy.objects.get(pk=made.pk).is_active


def test_says_which_policy_rules_a_ticket_and_why(serenas: Client, serena: Agent) -> None:
    other = Brand.objects.create(name="Velora Pro")
    conditions = {"field": "brand", "operator": "is", "value": [other.pk]}
    arranging.make(Promise("Premium", {Target.FIRST: {2: 60}}, conditions), by=serena)
    ticket = open_matter(minutes=1.5)
    told = serenas.get("/administration/policies/ruling", {"ticket": ticket.pk}).content.decode()
    assert f"#{ticket.pk}: Standard rules." in told
    assert "policy Standard, priority normal, every hour of the calendar" in told
    assert "Does not fit" in told and "Brand is Velora Pro" in told
    assert "First reply due in 7 h 58" in told
    assert "Not so: Brand is Velora Pro" in told and "<html" in told
    part = serenas.get("/administration/policies/ruling", {"ticket": ticket.pk}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert (
        "There is no ticket 99999"
        in serenas.get("/administration/policies/ruling", {"ticket": "99999"}).content.decode()
    )


def test_renewing_is_looked_at_then_carried_out(serenas: Client, serena: Agent) -> None:
    ticket = open_matter(minutes=1)
    arranging.make(Promise("Quick", {Target.FIRST: {2: 7200}}), by=serena)
    serenas.post("/administration/policies/renewal")
    assert "Looking at what would change" in serenas.get("/administration/policies/renewal").content.decode()
    renewing.go_on()
    arranging.change(Policy.objects.get(position=1), Promise("Standard", {Target.FIRST: {2: 60}}), by=serena)
    assert "Some running deadlines still follow" in serenas.get("/administration/policies/").content.decode()
    shown = serenas.get("/administration/policies/").content.decode()
    assert "1 ticket of 1 would get another deadline." in shown and f"#{ticket.pk}</a>" in shown
    serenas.post("/administration/policies/renewal/confirmation")
    renewing.go_on()
    assert Renewal.objects.get().stage == Stage.DONE
    assert "1 ticket got another deadline." in serenas.get("/administration/policies/renewal").content.decode()
    serenas.post("/administration/policies/renewal")
    serenas.post("/administration/policies/renewal/stop")
    assert "Stopped at" in serenas.get("/administration/policies/renewal").content.decode()


def test_the_list_costs_the_same_for_any_number(serenas: Client, serena: Agent) -> None:
    def cost() -> int:
        counted = []
        for _time in range(3):  # numbers of the rail are read anew from time to time
            with CaptureQueriesContext(connection) as asked:
                serenas.get("/administration/policies/")
            counted.append(len(asked))
        return min(counted)

    cost()
    before = cost()
    for number in range(4):
        arranging.make(Promise(f"P{number}", {Target.FIRST: {2: 60}}), by=serena)
    assert cost() == before
