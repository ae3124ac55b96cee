"""The demo world loads once, quickly, and is true to what the behaviours would have written."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Count, Max, Min

from ponte.channels.email.models import Disposition, Inbound, Outgoing
from ponte.customers.models import Customer, Identity
from ponte.demo import building, company, loading
from ponte.demo.world import World
from ponte.events.consuming import drain
from ponte.events.models import Event
from ponte.tickets import rechecking
from ponte.tickets.escalating.models import Escalation
from ponte.tickets.following_up.models import FollowUp, Kind
from ponte.tickets.models import NEVER, Delivery, Message, MessageKind, Reading, Ticket
from ponte.tickets.states import StateType
from ponte.tickets.watching.models import Finding

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 13, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> object:
    """Loaded once for this file and rolled back at its end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        started = time.process_time()
        made = loading.load(NOW)
        made.took = time.process_time() - started  # type: ignore[attr-defined]
        yield made
        transaction.set_rollback(True)


def test_it_loads_in_seconds(world: World) -> None:
    assert world.took < 60  # type: ignore[attr-defined]  # of processor time; a busy machine inflates even that


def test_it_is_as_large_as_promised(world: World) -> None:
    assert 3000 <= Ticket.objects.count() <= 4500
    assert 500 <= Customer.objects.count() <= 1500
    by_language = dict(Ticket.objects.values_list("language").annotate(Count("id")))
    assert set(by_language) == {"en", "it", "es", "uk", "pt-br"}
    assert min(by_language.values()) > 200


def test_every_ticket_tells_the_truth(world: World) -> None:
    wrong = {pk: fields for ids in rechecking.in_batches() for pk, fields in rechecking.differences(ids).items()}
    assert wrong == {}


def test_the_landmark_has_its_number(world: World) -> None:
    ticket = Ticket.objects.get(pk=41873)
    assert (ticket.subject, ticket.requester.name) == (
        "La batteria si ferma al 62% dopo l’aggiornamento",
        "Marta Bellini",
    )
    assert 0 < (ticket.due_at - NOW).total_seconds() < 3600
    newest = Ticket.objects.aggregate(Max("pk"))["pk__max"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('tickets_ticket', 'id'))")
        assert cursor.fetchone()[0] == newest + 1


def test_the_inbox_shows_every_degree_of_urgency(world: World) -> None:
    due = [row.due_at - NOW for row in Ticket.objects.unsolved().filter(is_spam=False).exclude(due_at=NEVER)]
    assert 1 <= sum(left < timedelta() for left in due) <= 8
    assert sum(timedelta() < left < timedelta(hours=1) for left in due) >= 3
    assert sum(left > timedelta(hours=1) for left in due) >= 8


def test_nothing_happens_after_now_or_before_its_ticket(world: World) -> None:
    for model, field in ((Message, "created_at"), (Event, "at"), (Ticket, "updated_at")):
        assert model.objects.aggregate(last=Max(field))["last"] <= NOW  # type: ignore[attr-defined]
    begins = dict(Ticket.objects.values_list("pk", "created_at"))
    firsts = Message.objects.values_list("ticket_id").annotate(Min("created_at"))
    assert all(begins[ticket] == first for ticket, first in firsts)
    last: dict[int, datetime] = {}
    for ticket, at in Message.objects.order_by("pk").values_list("ticket_id", "created_at"):
        assert last.get(ticket, at) <= at
        last[ticket] = at


def test_every_message_has_its_event(world: World) -> None:
    kinds = ("ticket.created", "ticket.message_received", "ticket.replied", "ticket.noted")
    told = Counter(data["message"] for data in Event.objects.filter(kind__in=kinds).values_list("data", flat=True))
    assert told == Counter(Message.objects.values_list("pk", flat=True))


def test_the_journal_ends_in_the_state_that_tickets_have(world: World) -> None:
    state: dict[int, int] = {}
    changes = Event.objects.filter(kind__in=("ticket.state_changed", "ticket.reopened")).order_by("id")
    for ticket, data in changes.values_list("ticket_id", "data"):
        state[ticket] = data["new"]
    new = world.company.states["new"].pk
    assert all(state.get(pk, new) == number for pk, number in Ticket.objects.values_list("pk", "state_id"))


def test_nothing_points_nowhere(world: World) -> None:
    assert not Message.objects.filter(ticket__isnull=True).exists()
    assert not Customer.objects.filter(merged_into=None).exclude(identities__isnull=False).exists()
    assert not Message.objects.filter(customer__isnull=True, agent__isnull=True).exists()
    connection.check_constraints()


def test_there_is_something_of_everything(world: World) -> None:
    assert set(Inbound.objects.values_list("disposition", flat=True)) == set(Disposition) - {Disposition.PENDING}
    deliveries = set(Message.objects.values_list("delivery", flat=True))
    assert deliveries >= {Delivery.SENT, Delivery.FAILED, Delivery.KEPT, Delivery.BOUNCED}
    assert set(Ticket.objects.values_list("state_type", flat=True)) >= set(StateType)
    assert Message.objects.filter(is_flagged=True).exists()
    assert Message.objects.filter(is_automatic=True).exists()
    assert Message.objects.exclude(html="").filter(kind=MessageKind.PUBLIC, customer__isnull=False).exists()
    assert Identity.objects.filter(bounced_at__isnull=False).exists()
    assert Ticket.objects.filter(follows_up__isnull=False).exists()
    assert Ticket.objects.filter(is_spam=True).exists()
    assert Reading.objects.exists()


def test_next_steps_and_escalations_are_at_work(world: World) -> None:
    assert set(FollowUp.objects.unfinished().values_list("kind", flat=True)) == set(Kind)
    assert FollowUp.objects.rung().filter(kind=Kind.SNOOZE).exists()
    assert Ticket.objects.filter(wakes_at__isnull=False).count() >= 3
    assert len(set(Finding.objects.values_list("reason", flat=True))) >= 4
    assert set(Escalation.objects.values_list("state", flat=True)) == {"waiting", "taken", "returned"}


def test_every_address_is_one_that_nobody_owns(world: World) -> None:
    """A reply tried in the demo world must never reach a stranger."""
    addresses = {address for row in Outgoing.objects.all() for address in row.recipients}
    addresses |= set(Identity.objects.filter(kind="email").values_list("value", flat=True))
    assert [address for address in addresses if not address.endswith(".example")] == []


def test_loading_again_is_refused(world: World) -> None:
    with pytest.raises(loading.NotEmpty, match="empty database"):
        loading.load(NOW)


def test_the_mail_consumers_send_nothing_for_the_past(world: World) -> None:
    before = Outgoing.objects.count()
    drain()
    assert Outgoing.objects.count() == before


def test_the_same_moment_and_seed_make_the_same_world(world: World) -> None:
    def gist(made: World) -> list[object]:
        return [
            (row.pk, row.ticket_id, row.text, row.html, row.created_at, row.customer_id, row.agent_id)
            for row in made.messages
        ] + [(row.pk, row.subject, row.due_at, row.tags) for row in made.tickets]

    again = building.build(world.company, NOW, loading.SEED)
    assert gist(again) == gist(world)
    assert company.read("en")["stuck62"]
    assert len(building.build(world.company, NOW, 7).messages) != len(world.messages)


def test_some_people_were_two(world: World) -> None:
    kept = Customer.objects.get(merged__isnull=False, name="Orla Byrne")
    assert kept.identities.filter(value="obyrne@harbourhouse.example").exists()
    assert Event.objects.filter(kind="customer.merged", subject=kept.journal_name).count() == 1
    assert Customer.objects.filter(merged_into__isnull=False).count() == 2
