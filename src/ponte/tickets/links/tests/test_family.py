"""Parts and incidents: rolled up, and asked about before solving."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.team.models import Agent
from ponte.tickets import changing, drafting, replying
from ponte.tickets.choosing_states import default_state
from ponte.tickets.links import family, linking, reading, solving_together
from ponte.tickets.links.models import LinkKind
from ponte.tickets.links.roles import Role
from ponte.tickets.models import Draft, Message, MessageKind, Ticket
from ponte.tickets.solving import NotSolvable
from ponte.tickets.states import StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


@pytest.fixture
def problem(matter: Matter, giulia: Agent) -> Ticket:
    made = matter(subject="Revision C stops at 62%")
    for address in ("olaf@posteo.de", "rita@posteo.de"):
        linking.link(made, Role.INCIDENT, matter(address=address), by=giulia)
    linking.link(made, Role.PART, matter(subject="Order new batteries"), by=giulia)
    return made


def test_solving_asks_first_and_anyway_passes(problem: Ticket, giulia: Agent) -> None:
    solved = default_state(StateType.SOLVED)
    with pytest.raises(NotSolvable) as stopped:
        changing.set_state(problem, solved, by=giulia)
    assert [(each.code, each.is_soft) for each in stopped.value.obstacles] == [("parts", True), ("incidents", True)]
    assert stopped.value.words == "1 part of it is still open. 2 incidents of this problem are still open."
    with pytest.raises(NotSolvable):
        replying.reply(problem, by=giulia, html="<p>Done</p>", to=["a@b.example"], state=solved)
    assert Message.objects.filter(ticket=problem).count() == 1
    assert changing.set_state(problem, solved, by=giulia, anyway=True).state_type == StateType.SOLVED


def test_the_system_is_not_asked(problem: Ticket) -> None:
    changing.set_state(problem, default_state(StateType.SOLVED), by="system")


def test_solved_parts_are_counted_and_no_longer_asked_about(problem: Ticket, giulia: Agent) -> None:
    (part,) = family.below(problem, LinkKind.PART)
    changing.set_state(part, default_state(StateType.SOLVED), by=giulia)
    counted = {group.role: (group.solved, group.number) for group in reading.groups(problem, giulia)}
    assert counted == {Role.PART: (1, 1), Role.INCIDENT: (0, 2)}


def test_each_incident_is_answered_at_its_own_address_and_drafts_stay(problem: Ticket, giulia: Agent) -> None:
    incidents = family.below(problem, LinkKind.INCIDENT)
    drafting.save(incidents[0], by=giulia, kind=MessageKind.PUBLIC, html="<p>half a thought</p>")
    for each in incidents:
        solving_together.solve(each, by=giulia, html="<p>Update 2.4 mends it</p>")
    assert [list(m.to) for m in Message.objects.filter(agent=giulia).order_by("pk")] == [
        ["olaf@posteo.de"],
        ["rita@posteo.de"],
    ]
    assert {each.state_type for each in family.below(problem, LinkKind.INCIDENT)} == {StateType.SOLVED}
    assert Draft.objects.get().html == "<p>half a thought</p>"


def test_nobody_is_written_to_twice(problem: Ticket, giulia: Agent) -> None:
    incident = family.below(problem, LinkKind.INCIDENT)[0]
    solving_together.solve(incident, by=giulia)
    incident.refresh_from_db()
    assert solving_together.solve(incident, by=giulia, html="<p>Again</p>") is None
    assert not Message.objects.filter(ticket=incident, agent=giulia).exists()
