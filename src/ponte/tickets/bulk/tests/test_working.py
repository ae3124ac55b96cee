"""Jobs: each ticket once, each with its own result; killed, cancelled, undone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets import changing, tagging
from ponte.tickets.bulk import actions, cancelling, starting, undoing, working
from ponte.tickets.bulk.errors import NothingChosen, NotUndoable
from ponte.tickets.bulk.models import Item, ItemStatus, Job, JobStatus
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import NotAllowed
from ponte.tickets.links import linking
from ponte.tickets.links.roles import Role
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority, StateType

Matter = Callable[..., Ticket]


def everything(by: Agent):  # type: ignore[no-untyped-def]
    return Ticket.objects.visible_to(by)


def results(job: Job) -> list[tuple[str, str]]:
    return list(Item.objects.filter(job=job).order_by("ticket_id").values_list("status", "reason"))


@pytest.mark.django_db
def test_each_ticket_has_its_result(matter: Matter, giulia: Agent) -> None:
    plain, urgent, closed = matter(), matter(priority=Priority.URGENT), matter(state=StateType.CLOSED)
    job = starting.start(everything(giulia), "priority", "4", by=giulia)
    working.drain()
    job.refresh_from_db()
    assert results(job) == [("done", ""), ("skipped", "unchanged"), ("skipped", "closed")]
    assert (job.status, job.total, job.done, job.skipped, job.failed) == ("finished", 3, 1, 2, 0)
    assert [each.priority for each in Ticket.objects.order_by("pk")] == [4, 4, 2]
    assert [e.kind for e in Event.objects.filter(kind__startswith="bulk.").order_by("id")] == [
        "bulk.started",
        "bulk.finished",
    ]
    assert {plain.pk, urgent.pk, closed.pk} == set(Item.objects.values_list("ticket_id", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("what", "value"),
    [("state", "5"), ("assignee", "me"), ("team", "none"), ("type", "problem"), ("tag", "recall"), ("spam", "1")],
)
def test_every_action_there_and_back(
    matter: Matter, giulia: Agent, team: Callable[..., object], what: str, value: str
) -> None:
    ticket = matter(team=team("Battery and motor"))
    if what == "state":
        value = str(default_state(StateType(int(value))).pk)
    before = Ticket.objects.values().get()
    job = starting.start(everything(giulia), what, value, by=giulia)
    working.drain()
    job.refresh_from_db()
    assert job.done == 1
    after = Ticket.objects.values().get()
    assert before != after
    undoing.undo(job, by=giulia)
    working.drain()
    back = Ticket.objects.values().get()
    moments = ("updated_at", "due_at")  # a ticket that was solved meanwhile did not wait meanwhile
    assert {key: back[key] for key in back if key not in moments} == {
        key: before[key] for key in before if key not in moments
    }
    assert timedelta() <= back["due_at"] - before["due_at"] < timedelta(minutes=1)
    assert ticket.pk == back["id"]


@pytest.mark.django_db
def test_undo_leaves_what_was_changed_since(matter: Matter, giulia: Agent, olena: Agent) -> None:
    one, other = matter(), matter()
    job = starting.start(everything(giulia), "priority", "4", by=giulia)
    working.drain()
    changing.set_priority(one, Priority.LOW, by=olena)
    job.refresh_from_db()
    back = undoing.undo(job, by=giulia)
    working.drain()
    assert results(back) == [("skipped", "changed_since"), ("done", "")]
    assert [each.priority for each in Ticket.objects.order_by("pk")] == [Priority.LOW, Priority.NORMAL]
    with pytest.raises(NotUndoable):
        undoing.undo(job, by=giulia)
    assert other.pk


@pytest.mark.django_db
def test_what_should_be_done_before_solving_is_a_reason(matter: Matter, giulia: Agent) -> None:
    whole, part = matter(), matter()
    linking.link(whole, Role.PART, part, by=giulia)
    job = starting.start(
        Ticket.objects.filter(pk=whole.pk), "state", str(default_state(StateType.SOLVED).pk), by=giulia
    )
    working.drain()
    assert results(job) == [("skipped", "parts")]


@pytest.mark.django_db
def test_nobody_changes_what_they_no_longer_see(matter: Matter, tom: Agent, team: Callable[..., object]) -> None:
    ticket = matter()
    job = starting.start(everything(tom), "priority", "4", by=tom)
    changing.move_to_team(ticket, team("Battery and motor"), by="system")  # type: ignore[arg-type]
    working.drain()
    assert results(job) == [("skipped", "unseen")]


@pytest.mark.django_db
def test_one_failure_is_its_own(matter: Matter, giulia: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = matter(), matter()
    real = tagging.tag

    def breaks(ticket: Ticket, name: str, *, by: Agent) -> str:
        if ticket.pk == bad.pk:
            raise RuntimeError("broken")
        return real(ticket, name, by=by)

    monkeypatch.setattr(tagging, "tag", breaks)
    job = starting.start(everything(giulia), "tag", "recall", by=giulia)
    working.drain()
    assert results(job) == [("failed", "RuntimeError"), ("done", "")]
    good.refresh_from_db()
    assert good.tags == ["recall"]


@pytest.mark.django_db
def test_cancel_stops_and_what_was_done_can_go_back(
    matter: Matter, giulia: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "BATCH", 2)
    for _ in range(5):
        matter()
    job = starting.start(everything(giulia), "priority", "4", by=giulia)
    working.work()
    assert cancelling.cancel(job, by=giulia)
    assert not cancelling.cancel(job, by=giulia)
    working.drain()
    job.refresh_from_db()
    assert (job.status, job.done, job.total) == (JobStatus.CANCELLED, 2, 5)
    assert Item.objects.filter(job=job, status=ItemStatus.WAITING).count() == 3
    assert undoing.may_undo(job)


@pytest.mark.django_db
def test_what_cannot_begin(ticket: Ticket, giulia: Agent, observer: Agent) -> None:
    with pytest.raises(NotAllowed):
        starting.start(everything(observer), "priority", "4", by=observer)
    for what, value in (("colour", "red"), ("priority", "9"), ("state", "999999"), ("tag", "-")):
        with pytest.raises(ValueError):
            starting.start(everything(giulia), what, value, by=giulia)
    with pytest.raises(NothingChosen):
        starting.start(Ticket.objects.none() | Ticket.objects.filter(pk=0), "priority", "4", by=giulia)
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_further_actions_are_registered(ticket: Ticket, giulia: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "_further", {})
    actions.register(
        "subject",
        lambda ticket, value, by: ticket.subject,
        lambda value, by: lambda ticket: changing.set_subject(ticket, value, by=by),
    )
    starting.start(everything(giulia), "subject", "New", by=giulia)
    working.drain()
    ticket.refresh_from_db()
    assert ticket.subject == "New"


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_do_one_twice_and_a_killed_one_loses_nothing(matter: Matter, giulia: Agent) -> None:
    from ponte.tickets import defaults

    defaults.ensure()
    for _ in range(30):
        matter()
    starting.start(everything(giulia), "priority", "4", by=giulia)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        working._batch(Job.objects.get())
        raise KeyboardInterrupt  # as kill -9 leaves it: nothing was committed
    assert Ticket.objects.filter(priority=4).count() == 0

    def one() -> None:
        working.drain()
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    working.drain()
    job = Job.objects.get()
    assert (job.status, job.done) == (JobStatus.FINISHED, 30)
    assert Event.objects.filter(kind="ticket.changed").count() == 30
