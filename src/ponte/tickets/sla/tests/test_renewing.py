"""Running clocks follow a changed policy only when asked, and one sees first what that would do."""

from collections.abc import Callable

import pytest

from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.team.schedules import arranging as schedules
from ponte.team.schedules.models import Schedule
from ponte.team.schedules.rules import Rules
from ponte.tickets.models import Ticket
from ponte.tickets.sla import arranging, renewing
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import Policy, Renewal, Stage, Target
from ponte.tickets.sla.recomputing import differences
from ponte.tickets.sla.tests.conftest import HOUR, after, every

pytestmark = pytest.mark.django_db
Open = Callable[..., Ticket]


def shorten(premium: Policy) -> None:
    assert premium.current
    old = premium.current
    promise = Promise("Premium", {Target.FIRST: every(HOUR)}, old.conditions, (75,), old.schedule)
    arranging.change(premium, promise, by="system")


def test_one_looks_first_and_nothing_changes(matter_of_pro: Open, premium: Policy, serena: Agent) -> None:
    ticket = matter_of_pro()
    shorten(premium)
    with clock.frozen(after(minutes=10)):
        asked = renewing.ask(by=serena)
        with pytest.raises(renewing.Busy):
            renewing.ask(by=serena)
        assert renewing.go_on() and not renewing.go_on()
    asked.refresh_from_db()
    assert (asked.stage, asked.seen, asked.changed) == (Stage.LOOKED, 1, 1)
    assert asked.examples == [[ticket.pk, ticket.due_at.isoformat(), after(hours=1).isoformat()]]
    assert Ticket.objects.get(pk=ticket.pk).due_at == ticket.due_at
    assert differences(ticket) == {}


def test_then_it_is_carried_out_in_steps(
    matter_of_pro: Open, premium: Policy, serena: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    tickets = [matter_of_pro(subject=str(n)) for n in range(3)]
    shorten(premium)
    monkeypatch.setattr(renewing, "BATCH", 2)
    with clock.frozen(after(minutes=10)):
        asked = renewing.ask(by=serena)
        while renewing.go_on():
            pass
        assert renewing.confirm(asked, by=serena) and not renewing.confirm(asked, by=serena)
        renewing.go_on()
        asked.refresh_from_db()
        assert (asked.stage, asked.seen) == (Stage.WORKING, 2)
        renewing.go_on()
    asked.refresh_from_db()
    assert (asked.stage, asked.seen, asked.changed) == (Stage.DONE, 3, 3)
    for ticket in tickets:
        assert Ticket.objects.get(pk=ticket.pk).due_at == after(hours=1)
        assert [row.target for row in ticket.clocks.filter(ended_at=None)] == [Target.FIRST]
        assert differences(ticket) == {}
    assert Event.objects.get(kind="policy.applied").data == {"changed": 3, "seen": 3}


def test_it_can_be_stopped(matter_of_pro: Open, serena: Agent) -> None:
    matter_of_pro()
    asked = renewing.ask(by=serena)
    renewing.stop(asked, by=serena)
    assert not renewing.go_on()
    assert Renewal.objects.get().stage == Stage.STOPPED


def test_it_follows_a_changed_schedule_too(matter_of_pro: Open, rome: Schedule, serena: Agent) -> None:
    ticket = matter_of_pro()
    late = Rules("Europe/Rome", (((540, 1320),),) * 5 + ((), ()))  # open until ten
    with clock.frozen(after(minutes=10)):
        schedules.change(rome, rome.name, late, by=serena)
        assert Ticket.objects.get(pk=ticket.pk).due_at == ticket.due_at
        renewing.ask(by=serena)
        renewing.go_on()
        renewing.confirm(Renewal.objects.get(), by=serena)
        renewing.go_on()
    assert Ticket.objects.get(pk=ticket.pk).due_at == after(hours=2)


def test_a_ticket_from_before_policies_gets_its_clocks(matter_of_pro: Open, serena: Agent) -> None:
    ticket = matter_of_pro()
    ticket.clocks.all().delete()
    with clock.frozen(after(minutes=10)):
        renewing.renew([Ticket.objects.select_related("state").get(pk=ticket.pk)], at=after(minutes=10), writes=True)
    assert ticket.clocks.get(target=Target.FIRST).due_at == ticket.due_at
