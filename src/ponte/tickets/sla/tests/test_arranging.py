"""Policies: what may be promised, and in which order."""

import pytest
from django.core.exceptions import ValidationError
from tests.matters import open_matter

from ponte.events.models import Event
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.tickets.sla import arranging, rulebook
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import Policy, Target
from ponte.tickets.sla.tests.conftest import FRIDAY, HOUR, every

pytestmark = pytest.mark.django_db
FIRST = {Target.FIRST: every(HOUR)}


def names() -> list[str]:
    return [policy.name for policy in Policy.objects.select_related("current")]


def test_a_new_policy_comes_first_and_rules(serena: Agent) -> None:
    made = arranging.make(Promise(" Quick  one ", FIRST), by=serena)
    assert names() == ["Quick one", "Standard"]
    ticket = open_matter(at=FRIDAY)
    ruling = rulebook.current().ruling(ticket)
    assert ruling is not None and ruling.policy_id == made.pk


def test_the_order_decides_and_can_be_changed(serena: Agent) -> None:
    made = arranging.make(Promise("Quick", FIRST), by=serena)
    arranging.move(made, 99, by=serena)
    assert names() == ["Standard", "Quick"]
    ruling = rulebook.current().ruling(open_matter(at=FRIDAY))
    assert ruling is not None and ruling.name == "Standard"
    arranging.move(made, 1, by=serena)
    assert Event.objects.filter(kind="policy.changed").count() == 1


def test_a_change_is_a_version_and_no_change_is_none(serena: Agent) -> None:
    made = arranging.make(Promise("Quick", FIRST), by=serena)
    arranging.change(made, Promise("Quick", FIRST), by=serena)
    arranging.change(made, Promise("Quick", FIRST, warn_at=(50,)), by=serena)
    assert made.versions.count() == 2
    assert Event.objects.get(kind="policy.changed").data["field"] == "warn_at"


def test_out_of_use_it_rules_nothing(serena: Agent) -> None:
    made = arranging.make(Promise("Quick", FIRST), by=serena)
    arranging.set_active(made, False, by=serena)
    ruling = rulebook.current().ruling(open_matter(at=FRIDAY))
    assert ruling is not None and ruling.name == "Standard"


@pytest.mark.parametrize(
    ("field", "promise"),
    [
        ("name", Promise(" ", FIRST)),
        ("targets", Promise("x", {})),
        ("targets", Promise("x", {Target.FIRST: every(0)})),
        ("targets", Promise("x", {"lunch": every(HOUR)})),
        ("warn_at", Promise("x", FIRST, warn_at=(100,))),
        ("conditions", Promise("x", FIRST, {"field": "mood", "operator": "is", "value": ["good"]})),
        ("conditions", Promise("x", FIRST, {"field": "assignee", "operator": "is", "value": ["me"]})),
    ],
)
def test_what_cannot_be_promised_is_named_by_field(serena: Agent, field: str, promise: Promise) -> None:
    with pytest.raises(ValidationError) as refusal:
        arranging.make(promise, by=serena)
    assert list(refusal.value.message_dict) == [field]


def test_agents_may_not(olena: Agent) -> None:
    with pytest.raises(NotPermitted):
        arranging.make(Promise("x", FIRST), by=olena)
