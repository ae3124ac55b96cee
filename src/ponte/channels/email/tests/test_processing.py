"""What becomes of mails: every disposition, and nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ponte.channels.email import processing
from ponte.channels.email.keys import installation, signing_key
from ponte.channels.email.models import Disposition, Inbound, Mailbox, Outgoing, OutgoingStatus
from ponte.channels.email.storing import store
from ponte.channels.email.tests.samples import arrive, bounce_of, mail, our_mail
from ponte.customers.models import Customer, Identity
from ponte.events.models import Event
from ponte.lib import clock
from ponte.lib.mail.identifiers import make_reply_address
from ponte.team.models import Team
from ponte.tickets.choosing_states import default_state
from ponte.tickets.models import Brand, Delivery, Message, Participant, Ticket
from ponte.tickets.states import StateType

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]


def test_a_new_ticket_has_everything(mailbox: Mailbox) -> None:
    mailbox.team = Team.objects.create(name="Batteries")
    mailbox.save()
    stored = arrive(mail("Моя зарядка блимає червоним і не заряджає батарею велосипеда", cc="boss@kyiv.example"))
    ticket = Ticket.objects.get()
    assert (ticket.team, ticket.brand, ticket.language) == (mailbox.team, mailbox.brand, "uk")
    message = Message.objects.get()
    assert (message.sender_address, message.cc) == ("viktoria@kyiv.example", ["boss@kyiv.example"])
    assert (ticket.message_count, ticket.last_message_id) == (1, message.pk)
    assert (stored.sender, stored.subject, stored.message_id) == ("viktoria@kyiv.example", "Charger", message.pk)
    assert Participant.objects.get().address == "boss@kyiv.example"
    event = Event.objects.get(kind="mail.received")
    assert event.data == {"inbound": stored.pk, "disposition": "new_ticket", "reason": ""}
    assert Event.objects.filter(kind="ticket.created", ticket_id=ticket.pk).count() == 1


def test_the_mailbox_chooses_the_brand(mailbox: Mailbox) -> None:
    pro = Brand.objects.create(name="Velora Pro", default_locale="it")
    Mailbox.objects.create(address="pro@velora.example", brand=pro)
    arrive(mail(to="pro+sales@velora.example", text="1"), to="")
    arrive(mail(to="undisclosed@list.example", delivered_to="pro@velora.example", text="2"), to="")
    arrive(mail(to="support@velora.example", text="3"), to="pro@velora.example")
    assert {ticket.brand for ticket in Ticket.objects.all()} == {pro}
    assert {ticket.language for ticket in Ticket.objects.all()} == {"it"}


@pytest.mark.parametrize("roads", [("smtp", "imap"), ("smtp", "smtp"), ("pipe", "smtp")])
def test_the_same_mail_by_two_roads_is_one_message(roads: tuple[str, str]) -> None:
    raw = mail(message_id="<same@kyiv.example>")
    one = arrive(raw, roads[0])
    two = arrive(b"Received: from elsewhere\r\nDKIM-Signature: v=1\r\n" + raw, roads[1], to="")
    assert (one.disposition, two.disposition) == (Disposition.NEW_TICKET, Disposition.DUPLICATE)
    assert (two.ticket_id, two.message_id) == (one.ticket_id, one.message_id)
    assert Message.objects.count() == 1


def test_the_same_mail_twice_in_one_batch_is_one_message() -> None:
    raw = mail()
    store(raw, road="smtp", envelope_to=["support@velora.example"])
    store(raw, road="smtp", envelope_to=["pro@velora.example"])
    processing.drain()
    assert Message.objects.count() == 1
    assert sorted(Inbound.objects.values_list("disposition", flat=True)) == ["duplicate", "new_ticket"]


def test_a_stolen_message_id_suppresses_nothing() -> None:
    arrive(mail("Bogus", sender="eve@evil.example", message_id="<real@kyiv.example>"))
    real = arrive(mail("The real one", message_id="<real@kyiv.example>"))
    assert real.disposition != Disposition.DUPLICATE
    assert Message.objects.filter(text__contains="The real one").count() == 1
    again = arrive(mail("Other words", message_id="<real@kyiv.example>"))
    assert again.disposition != Disposition.DUPLICATE


def test_equal_mails_without_identity_are_two() -> None:
    raw = b"From: form@site.example\r\n\r\nCall me\r\n"
    assert {arrive(raw).disposition, arrive(raw).disposition} == {Disposition.NEW_TICKET}


def test_noreply_senders_reach_the_inbox() -> None:
    for sender in ("noreply@bank.example", "viktoria+noreply@kyiv.example", "do-not-reply@shop.example"):
        assert arrive(mail(sender=sender)).disposition == Disposition.NEW_TICKET


def test_a_form_of_ours_speaks_for_the_customer() -> None:
    arrive(mail(sender="Website <forms@velora.example>", reply_to="Javier <javier@madrid.example>"))
    arrive(mail("2", sender="support@velora.example", reply_to="javier@madrid.example"))
    arrive(mail("3", sender="noreply@forms.example", reply_to="javier@madrid.example"))
    assert {ticket.requester.name for ticket in Ticket.objects.all()} == {"Javier"}
    arrive(mail("4", sender="marta@milano.example", reply_to="javier@madrid.example"))
    assert Ticket.objects.latest("pk").requester.identities.get().value == "marta@milano.example"


def test_mail_without_any_sender_is_a_ticket_all_the_same() -> None:
    one = arrive(b"Subject: nobody\r\n\r\nhello\r\n")
    two = arrive(b"From: \r\nReferences: <x@y>\r\n\r\n")
    three = arrive(b"")
    assert {one.disposition, two.disposition, three.disposition} == {Disposition.NEW_TICKET}
    assert Customer.objects.count() == 1


def test_our_own_mail_and_loops_are_suppressed() -> None:
    own = arrive(mail(sender="anybody@kyiv.example", x_ponte_installation=installation()))
    assert (own.disposition, own.reason) == (Disposition.SUPPRESSED, "own_mail")
    address = arrive(mail(sender="Support+x@velora.example"))
    assert (address.disposition, address.reason) == (Disposition.SUPPRESSED, "own_address")
    loop = arrive(mail(x_loop="support@velora.example"))
    assert (loop.disposition, loop.reason) == (Disposition.SUPPRESSED, "loop")
    assert not Ticket.objects.exists()


def test_mail_of_another_ponte_is_mail() -> None:
    person = arrive(mail(x_ponte_installation="0123456789abcdef", x_ponte_kind="reply"))
    assert person.disposition == Disposition.NEW_TICKET
    assert not Message.objects.get().is_automatic
    machine = arrive(mail("we got it", x_ponte_installation="0123456789abcdef", auto_submitted="auto-replied"))
    assert (machine.disposition, machine.reason) == (Disposition.SUPPRESSED, "auto_reply")


def test_answering_machines_neither_open_nor_reopen() -> None:
    lone = arrive(mail("I am away", subject="Out of office", auto_submitted="auto-replied"))
    assert (lone.disposition, lone.reason) == (Disposition.SUPPRESSED, "auto_reply")
    ticket = Ticket.objects.get(pk=arrive(mail()).ticket_id)
    Ticket.objects.update(state=default_state(StateType.SOLVED), state_type=StateType.SOLVED)
    sent = our_mail(ticket)
    joined = arrive(mail("I am away", auto_submitted="auto-replied", in_reply_to=f"<{sent.rfc_message_id}>"))
    assert joined.disposition == Disposition.THREADED
    assert Message.objects.get(pk=joined.message_id).is_automatic
    ticket.refresh_from_db()
    assert ticket.state_type == StateType.SOLVED
    outsider = arrive(
        mail("x", sender="eve@evil.example", auto_submitted="auto-replied", in_reply_to=f"<{sent.rfc_message_id}>")
    )
    assert (outsider.disposition, outsider.ticket_id) == (Disposition.SUPPRESSED, ticket.pk)


def test_machines_that_write_by_themselves_make_tickets() -> None:
    for headers in ({"auto_submitted": "auto-generated"}, {"list_id": "<news.shop.example>"}, {"precedence": "bulk"}):
        stored = arrive(mail(sender="monitor@shop.example", **headers))
        assert stored.disposition == Disposition.NEW_TICKET
        assert Message.objects.get(pk=stored.message_id).is_automatic
    telling_subject = arrive(mail(subject="Ausente en la caja: el cargador"))
    assert telling_subject.disposition == Disposition.NEW_TICKET


def test_a_permanent_bounce_marks_message_and_address() -> None:
    ticket = Ticket.objects.get(pk=arrive(mail()).ticket_id)
    sent = our_mail(ticket)
    stored = arrive(bounce_of(sent, "viktoria@kyiv.example"))
    assert (stored.disposition, stored.ticket_id, stored.message_id) == (
        Disposition.BOUNCE,
        ticket.pk,
        sent.message_id,
    )
    sent.refresh_from_db()
    assert sent.status == OutgoingStatus.BOUNCED
    message = Message.objects.get(pk=sent.message_id)
    assert message.delivery == Delivery.BOUNCED
    assert "no such person" in message.delivery_detail
    assert Identity.objects.get(value="viktoria@kyiv.example").bounced_at is not None
    assert Event.objects.filter(kind="customer.identity_bounced").count() == 1
    assert Ticket.objects.count() == 1


def test_transient_failures_and_delays_do_not_condemn_the_address() -> None:
    ticket = Ticket.objects.get(pk=arrive(mail()).ticket_id)
    sent = our_mail(ticket)
    delayed = arrive(bounce_of(sent, "viktoria@kyiv.example", "4.4.1", "delayed"))
    assert (delayed.disposition, delayed.reason) == (Disposition.BOUNCE, "delayed")
    sent.refresh_from_db()
    assert sent.status == OutgoingStatus.SENT
    arrive(bounce_of(sent, "viktoria@kyiv.example", "4.2.2"))
    sent.refresh_from_db()
    assert sent.status == OutgoingStatus.BOUNCED
    assert Identity.objects.get(value="viktoria@kyiv.example").bounced_at is None


def test_a_bounce_cannot_condemn_somebody_we_did_not_write_to() -> None:
    ticket = Ticket.objects.get(pk=arrive(mail()).ticket_id)
    arrive(mail(sender="javier@madrid.example"))
    arrive(bounce_of(our_mail(ticket), "javier@madrid.example"))
    assert Identity.objects.get(value="javier@madrid.example").bounced_at is None


def test_a_bounce_of_nothing_we_know_is_suppressed() -> None:
    ticket = Ticket.objects.get(pk=arrive(mail()).ticket_id)
    sent = our_mail(ticket)
    raw = bounce_of(sent, "viktoria@kyiv.example")
    sent.delete()
    stored = arrive(raw)
    assert (stored.disposition, stored.reason) == (Disposition.SUPPRESSED, "bounced_unmatched")


def test_a_bounce_without_our_identifier_is_known_by_the_token_it_came_to() -> None:
    ticket = Ticket.objects.get(pk=arrive(mail()).ticket_id)
    sent = our_mail(ticket)
    Outgoing.objects.filter(pk=sent.pk).update(sent_at=clock.now())
    raw = mail(
        "Hi. This is the qmail-send program at mx.kyiv.example.\r\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\r\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n"
        "<viktoria@kyiv.example>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n",
        sender="MAILER-DAEMON@mx.kyiv.example",
        subject="failure notice",
        to=make_reply_address("support@velora.example", ticket.pk, signing_key()),
    )
    stored = arrive(raw)
    assert (stored.disposition, stored.message_id) == (Disposition.BOUNCE, sent.message_id)
    assert Identity.objects.get(value="viktoria@kyiv.example").bounced_at is not None
    stranger = arrive(raw.replace(b"<viktoria@kyiv", b"<javier@kyiv"))
    assert (stranger.disposition, stranger.reason) == (Disposition.SUPPRESSED, "bounced_unmatched")


def test_poison_fails_alone_and_visibly(monkeypatch: pytest.MonkeyPatch) -> None:
    from ponte.channels.email import entering

    true = entering.incoming

    def poisoned(arrival, author=None):  # type: ignore[no-untyped-def]
        if b"poison" in bytes(arrival.inbound.raw):
            raise ValueError("cannot be swallowed")
        return true(arrival, author)

    monkeypatch.setattr(entering, "incoming", poisoned)
    for text in ("one", "poison", "three"):
        store(mail(text), road="smtp")
    processing.drain()
    assert Ticket.objects.count() == 2
    at = clock.now()
    for hours in range(1, 5):
        with clock.frozen(at + timedelta(hours=hours)):
            processing.drain()
    failed = Inbound.objects.get(disposition=Disposition.FAILED)
    assert (failed.attempts, failed.reason) == (4, "error")
    assert "cannot be swallowed" in failed.detail
    assert Event.objects.filter(kind="mail.received", data__disposition="failed").count() == 1


def test_a_sick_machine_costs_no_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    from ponte.channels.email import processing as module

    def full(payload: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module.attaching, "store", full)
        stored = arrive(mail("see picture", content_type="application/pdf"))
        assert (stored.disposition, stored.attempts) == (Disposition.PENDING, 0)
        assert "No space left" in stored.detail
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        processing.drain()
    stored.refresh_from_db()
    assert stored.disposition == Disposition.NEW_TICKET


def test_a_dead_workers_mail_is_taken_over_after_the_lease() -> None:
    from ponte.channels.email.claiming import claim

    store(mail(), road="smtp")
    assert len(claim(clock.now())) == 1
    assert processing.drain() == 0
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        assert processing.drain() == 1
    assert Ticket.objects.count() == 1


def test_a_worker_that_lost_its_lease_adds_nothing() -> None:
    from ponte.channels.email.claiming import claim

    store(mail(), road="smtp")
    slow = claim(clock.now())
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        processing.drain()
        processing.process(slow)
    assert Message.objects.count() == 1
    assert Inbound.objects.get().disposition == Disposition.NEW_TICKET


def test_statements_do_not_grow_with_the_batch(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(30):
        store(mail(f"mail {number}", sender=f"p{number}@kyiv.example", cc=f"q{number}@rome.example"), road="smtp")
    with django_assert_max_num_queries(60):
        assert processing.process_batch() == 30
    assert Ticket.objects.count() == 30
