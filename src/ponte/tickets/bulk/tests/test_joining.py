"""Merging, linking and escalating many, and putting each back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ponte.team.models import Agent, Team
from ponte.tickets.bulk import escalations, foreseeing, starting, undoing, working
from ponte.tickets.bulk.models import Item, Job
from ponte.tickets.escalating import defining
from ponte.tickets.escalating.models import Escalation
from ponte.tickets.links.models import Link
from ponte.tickets.merges.models import Merge
from ponte.tickets.models import Message, Ticket
from ponte.tickets.states import LAST_UNSOLVED, StateType

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


def every(by: Agent):  # type: ignore[no-untyped-def]
    return Ticket.objects.visible_to(by)


def run(by: Agent, what: str, value: str) -> Job:
    job = starting.start(every(by), what, value, by=by)
    working.drain()
    return job


def put_back(job: Job, by: Agent) -> None:
    job.refresh_from_db()
    undoing.undo(job, by=by)
    working.drain()


def results(job: Job) -> list[tuple[str, str]]:
    return list(Item.objects.filter(job=job).order_by("ticket_id").values_list("status", "reason"))


def test_many_become_one_and_many_again(matter: Matter, giulia: Agent) -> None:
    kept, one, two = matter(), matter(), matter()
    job = run(giulia, "merge", str(kept.pk))
    assert results(job) == [("skipped", "NotMergeable:itself"), ("done", ""), ("done", "")]
    kept.refresh_from_db()
    assert kept.message_count == 3
    put_back(job, giulia)
    assert not Merge.objects.filter(undone_at=None).exists()
    for each in (one, two):
        each.refresh_from_db()
        assert (each.message_count, each.state_type <= LAST_UNSOLVED) == (1, True)


def test_many_are_linked_with_a_problem_and_unlinked(matter: Matter, giulia: Agent) -> None:
    problem, *_others = matter(), matter(), matter()
    job = run(giulia, "link", f"problem:{problem.pk}")
    assert results(job) == [("skipped", "NotLinkable:itself"), ("done", ""), ("done", "")]
    assert Link.objects.filter(kind="incident", other=problem).count() == 2
    assert results(run(giulia, "link", f"problem:{problem.pk}"))[1:] == [("skipped", "unchanged")] * 2
    put_back(job, giulia)
    assert not Link.objects.exists()


def test_many_are_escalated_and_come_back(
    matter: Matter, giulia: Agent, admin: Agent, team: Callable[[str], Team]
) -> None:
    home = team("Battery and motor")
    path = defining.define(None, by=admin, name="Firmware", to_team=team("Product"))
    matter(team=home)
    matter(team=home, state=StateType.CLOSED)
    value = escalations.written(path, reason="Revision C", tried="Reset", needed="x" * 400, answers={})
    job = run(giulia, "escalate", value)
    assert results(job) == [("done", ""), ("skipped", "closed")]
    assert Escalation.objects.unfinished().get().needed == "x" * 400
    put_back(job, giulia)
    assert not Escalation.objects.unfinished().exists()
    assert set(Ticket.objects.values_list("team", flat=True)) == {home.pk}


@pytest.mark.parametrize(
    ("what", "value"),
    [
        *[("merge", text) for text in ("", "x", "9" * 30, "999999")],
        *[("link", text) for text in ("", "problem:", "problem:999999", "split_from:1", "nonsense:1")],
        *[("escalate", text) for text in ("", "x", "[]", '{"path": 1}', '{"path": 1, "reason": 2}', "[" * 99_999)],
        ("answer", ""),
    ],
    ids=lambda word: word[:20],
)
def test_what_is_not_there_never_begins(matter: Matter, giulia: Agent, what: str, value: str) -> None:
    matter()
    with pytest.raises(ValueError):
        starting.start(every(giulia), what, value, by=giulia)
    assert not Job.objects.exists()


def test_what_is_out_of_sight_is_not_there(matter: Matter, tom: Agent, team: Callable[[str], Team]) -> None:
    secret, _mine = matter(team=team("Battery and motor")), matter()
    with pytest.raises(ValueError):
        starting.start(every(tom), "merge", str(secret.pk), by=tom)


def test_what_will_happen_is_told_and_nothing_happens(matter: Matter, giulia: Agent) -> None:
    kept = matter()
    matter(), matter(), matter(state=StateType.CLOSED)
    before = list(Ticket.objects.order_by("pk").values())
    seen = foreseeing.foresee(every(giulia), "priority", "4", by=giulia)
    assert (seen.total, seen.tried, seen.changed, dict(seen.reasons)) == (4, 4, 3, {"closed": 1})
    seen = foreseeing.foresee(every(giulia), "merge", str(kept.pk), by=giulia)
    assert seen.reasons["NotMergeable:itself"] == 1
    assert list(Ticket.objects.order_by("pk").values()) == before
    assert not Item.objects.exists()


def test_answering_writes_once_to_each(matter: Matter, giulia: Agent) -> None:
    matter()
    matter(state=StateType.SOLVED)
    job = run(giulia, "answer", "<p>Update 2.4 mends it.</p>")
    assert results(job) == [("done", ""), ("skipped", "unchanged")]
    assert Message.objects.get(agent=giulia).text == "Update 2.4 mends it."
    job.refresh_from_db()
    assert not undoing.may_undo(job)
