"""Who is told of what, once and never of their own acts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from ponte.channels.notices.models import Notice, Preference
from ponte.channels.notices.sorts import Sort
from ponte.demo.cast import BATTERY, PRODUCT
from ponte.events import consuming
from ponte.events.consuming import all_consumers, drain, rewind
from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.tickets import changing, following, noting, receiving, replying
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Ticket

TeamOf = Callable[[str], Team]
pytestmark = pytest.mark.django_db(transaction=True)


def heard(agent: Agent) -> list[str]:
    """The sorts of an agent's notices, oldest first."""
    drain("notices")
    return list(Notice.objects.filter(agent=agent).order_by("pk").values_list("sort", flat=True))


def write(ticket: Ticket, **given: object) -> None:
    """The customer writes on the ticket."""
    mail = Incoming(text="Ancora niente.", at=clock.now(), sender_address="marta@bellini.example", **given)  # type: ignore[arg-type]
    receiving.receive(ticket, ticket.requester, mail)


@pytest.fixture
def ticket(matter: Callable[..., Ticket], team: TeamOf, olena: Agent) -> Ticket:
    """A ticket of Olena's team that nobody has."""
    made = matter(team=team(BATTERY))
    drain("notices")
    return made


def given(ticket: Ticket, agent: Agent, by: Agent) -> None:
    changing.assign(ticket, agent, by=by)


def test_a_colleague_gives_a_ticket(ticket: Ticket, olena: Agent, giulia: Agent) -> None:
    given(ticket, olena, giulia)
    assert heard(olena) == [Sort.ASSIGNED]
    assert heard(giulia) == []


def test_nobody_is_told_of_their_own_act(ticket: Ticket, olena: Agent) -> None:
    given(ticket, olena, olena)
    following.follow(ticket, olena, by=olena)
    noting.note(ticket, by=olena, html="<p>Guardo io.</p>")
    assert heard(olena) == []


def test_what_the_system_assigns_is_routed(ticket: Ticket, olena: Agent) -> None:
    changing.assign(ticket, olena, by="system")
    assert heard(olena) == [Sort.ROUTED]


def test_the_customer_writes_on_mine(ticket: Ticket, olena: Agent, mateo: Agent) -> None:
    given(ticket, olena, olena)
    following.follow(ticket, mateo, by=mateo)
    write(ticket)
    assert heard(olena) == [Sort.CUSTOMER]
    assert heard(mateo) == [Sort.FOLLOWED]


def test_an_answering_machine_tells_nobody(ticket: Ticket, olena: Agent) -> None:
    given(ticket, olena, olena)
    write(ticket, is_automatic=True)
    assert heard(olena) == []


def test_a_mention_is_one_notice_though_the_note_is_followed_too(
    ticket: Ticket, olena: Agent, giulia: Agent
) -> None:
    following.follow(ticket, olena, by=olena)
    noting.note(ticket, by=giulia, html=f'<p><span class="mention" data-agent="{olena.pk}">@Olena</span> puoi?</p>')
    assert heard(olena) == [Sort.MENTIONED]


def test_new_tickets_of_the_team_for_those_who_ask_for_them(
    matter: Callable[..., Ticket], team: TeamOf, olena: Agent, mateo: Agent
) -> None:
    Preference.objects.create(agent=olena, sort=Sort.NEW, in_app=True, push=False)
    matter(team=team(BATTERY))
    assert heard(olena) == [Sort.NEW]
    assert heard(mateo) == []


def test_messages_within_a_minute_are_one_notice(ticket: Ticket, olena: Agent) -> None:
    given(ticket, olena, olena)
    for _ in range(3):
        write(ticket)
    drain("notices")
    one = Notice.objects.get(agent=olena)
    assert (one.sort, one.messages) == (Sort.CUSTOMER, 3)
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        write(ticket)
        assert heard(olena) == [Sort.CUSTOMER, Sort.CUSTOMER]


def test_the_first_new_message_is_where_a_click_lands(ticket: Ticket, olena: Agent) -> None:
    given(ticket, olena, olena)
    write(ticket)
    first = Ticket.objects.get(pk=ticket.pk).last_message_id
    write(ticket)
    drain("notices")
    assert Notice.objects.get(agent=olena).message_id == first


def test_who_may_not_see_the_ticket_is_not_told(ticket: Ticket, tom: Agent, giulia: Agent, team: TeamOf) -> None:
    following.follow(ticket, tom, by=giulia)
    noting.note(ticket, by=giulia, html="<p>Batteria.</p>")
    following.unfollow(ticket, tom, by=giulia)
    noting.note(ticket, by=giulia, html=f'<p><span class="mention" data-agent="{tom.pk}">@Tom</span></p>')
    following.unfollow(ticket, tom, by=giulia)
    assert heard(tom) == []


def test_spam_tells_nobody(ticket: Ticket, olena: Agent, giulia: Agent) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(is_spam=True)
    given(ticket, olena, giulia)
    assert heard(olena) == []


def test_who_has_left_is_not_told(ticket: Ticket, olena: Agent, giulia: Agent) -> None:
    given(ticket, olena, giulia)
    Agent.objects.filter(pk=olena.pk).update(is_active=False)
    assert heard(olena) == []


def test_a_sort_that_one_switched_off_is_not_told(ticket: Ticket, olena: Agent, giulia: Agent) -> None:
    Preference.objects.create(agent=olena, sort=Sort.ASSIGNED, in_app=False, push=False)
    given(ticket, olena, giulia)
    assert heard(olena) == []


def test_the_company_decides_for_those_who_did_not(ticket: Ticket, olena: Agent, giulia: Agent, mateo: Agent) -> None:
    Preference.objects.create(agent=None, sort=Sort.ASSIGNED, in_app=False, push=False)
    Preference.objects.create(agent=mateo, sort=Sort.ASSIGNED, in_app=True, push=False)
    given(ticket, olena, giulia)
    given(ticket, mateo, giulia)
    assert heard(olena) == []
    assert heard(mateo) == [Sort.ASSIGNED]


def test_what_was_read_before_we_came_is_no_news(ticket: Ticket, olena: Agent) -> None:
    from ponte.tickets import reading

    given(ticket, olena, olena)
    write(ticket)
    now = Ticket.objects.get(pk=ticket.pk)
    reading.mark_read(now, by=olena, up_to=now.last_message_id or 0)
    drain("notices")
    assert not Notice.objects.filter(agent=olena, read_at__isnull=True).exists()


def test_replayed_from_zero_it_tells_nothing_twice(ticket: Ticket, olena: Agent, giulia: Agent, mateo: Agent) -> None:
    given(ticket, olena, giulia)
    write(ticket)
    write(ticket)
    drain("notices")
    before = list(Notice.objects.order_by("pk").values())
    given(ticket, mateo, olena)  # a replay must not tell Mateo of what came before him
    drain("notices")
    told = list(Notice.objects.order_by("pk").values())
    assert told[: len(before)] == before
    rewind("notices")
    drain("notices")
    assert list(Notice.objects.order_by("pk").values()) == told


def test_killed_half_way_it_loses_nothing(
    ticket: Ticket, olena: Agent, giulia: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = next(each for each in all_consumers() if each.name == "notices")
    given(ticket, olena, giulia)
    from ponte.channels.notices import making

    def die(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "tell_browsers", die)  # after the rows were written
    with pytest.raises(KeyboardInterrupt):
        consuming.consume(reader)
    assert not Notice.objects.exists()
    monkeypatch.undo()
    assert heard(olena) == [Sort.ASSIGNED]


def test_two_that_read_at_once_tell_once(ticket: Ticket, olena: Agent, giulia: Agent, mateo: Agent) -> None:
    with transaction.atomic():
        for number in range(40):
            to, other = (olena, mateo) if number % 2 else (mateo, olena)
            at = clock.now() + timedelta(minutes=2 * number - 90)
            record(
                "ticket.assigned", by=giulia, subject=f"ticket:{ticket.pk}", ticket=ticket.pk, at=at,
                old=other.pk, new=to.pk,
            )  # fmt: skip
    reader = next(each for each in all_consumers() if each.name == "notices")
    start = threading.Barrier(2)

    def race() -> None:
        start.wait()
        while consuming.consume(reader, limit=3):
            pass
        connection.close()

    threads = [threading.Thread(target=race) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drain("notices")
    assert Notice.objects.filter(agent=olena).count() == 20
    assert Notice.objects.filter(agent=mateo).count() == 20


def test_a_reply_that_failed_is_told_to_who_wrote_it(ticket: Ticket, olena: Agent, mateo: Agent) -> None:
    from ponte.tickets import failing
    from ponte.tickets.models import Delivery

    message = replying.reply(ticket, by=olena, html="<p>Ecco.</p>", to=["marta@bellini.example"])
    drain("notices")
    failing.fail(message.pk, Delivery.BOUNCED, detail="unknown")
    assert heard(olena) == [Sort.DELIVERY]
    one = Notice.objects.get(agent=olena)
    assert one.message_id == message.pk
    assert one.read_at is None


def test_an_escalation_is_told_to_the_team_and_its_end_to_the_owner(
    ticket: Ticket, olena: Agent, product: Agent, team: TeamOf
) -> None:
    from ponte.tickets.escalating import escalating, returning
    from ponte.tickets.escalating.models import Path

    path = Path.objects.create(name="Firmware", to_team=team(PRODUCT))
    given(ticket, olena, olena)
    made = escalating.escalate(ticket, path, reason="Firmware", tried="Reset", needed="Fix", by=olena)
    assert heard(product) == [Sort.ESCALATED]
    assert heard(olena) == []
    returning.give_back(made, "Risolto in 2.1", by=product)
    assert heard(olena) == [Sort.RETURNED]


def test_old_history_is_no_news(ticket: Ticket, olena: Agent, giulia: Agent) -> None:
    with clock.frozen(clock.now() - timedelta(days=20)):
        given(ticket, olena, giulia)
    assert heard(olena) == []


def test_a_lead_hears_of_a_missed_deadline(ticket: Ticket, giulia: Agent, olena: Agent, team: TeamOf) -> None:
    with transaction.atomic():
        record(
            "sla.clock_breached", by="system", subject=f"ticket:{ticket.pk}", ticket=ticket.pk,
            target="first_reply", started=clock.now().isoformat(), due=clock.now().isoformat(),
        )  # fmt: skip
    assert heard(giulia) == [Sort.BREACHED]
    assert heard(olena) == []
