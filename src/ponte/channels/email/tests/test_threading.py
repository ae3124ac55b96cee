"""Which ticket a mail joins, and who may."""

from __future__ import annotations

import pytest

from ponte.channels.email.keys import signing_key
from ponte.channels.email.models import Disposition, Inbound, Mailbox
from ponte.channels.email.tests.samples import arrive, mail, our_mail
from ponte.customers.models import Customer, Identity
from ponte.lib.mail.identifiers import make_message_id, make_reply_address
from ponte.tickets.choosing_states import default_state
from ponte.tickets.models import Message, MessageKind, Participant, Ticket
from ponte.tickets.states import StateType

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]


def first(**how: str) -> Ticket:
    return Ticket.objects.get(pk=arrive(mail(**how)).ticket_id)


def settle(ticket: Ticket, kind: StateType) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(state=default_state(kind), state_type=kind)


def test_a_reply_to_our_mail_joins_and_reopens() -> None:
    ticket = first()
    settle(ticket, StateType.SOLVED)
    reply = arrive(mail("It works not", in_reply_to=f"<{our_mail(ticket).rfc_message_id}>"))
    assert (reply.disposition, reply.ticket_id) == (Disposition.THREADED, ticket.pk)
    ticket.refresh_from_db()
    assert ticket.state_type == StateType.OPEN
    assert ticket.snippet == "It works not"


def test_any_of_the_references_leads_home_and_letter_case_is_no_matter() -> None:
    ticket = first()
    ours = our_mail(ticket).rfc_message_id.upper()
    reply = arrive(mail(references=f"<x@y.example> <{ours}> <z@y.example>", in_reply_to="<z@y.example>"))
    assert (reply.disposition, reply.ticket_id) == (Disposition.THREADED, ticket.pk)


@pytest.mark.parametrize("where", ["to", "cc", "delivered_to", "envelope"])
def test_the_reply_address_leads_home(where: str) -> None:
    ticket = first()
    address = make_reply_address("support@velora.example", ticket.pk, signing_key())
    if where == "envelope":
        reply = arrive(mail(), to=address)
    elif where == "to":
        reply = arrive(mail(to=f"Support <{address}>"))
    else:
        reply = arrive(mail(**{where: address}))
    assert (reply.disposition, reply.ticket_id) == (Disposition.THREADED, ticket.pk)
    assert not Participant.objects.exists()


def test_a_reply_to_the_customers_own_mail_joins() -> None:
    ticket = first(message_id="<one@kyiv.example>")
    reply = arrive(mail("And one more thing", in_reply_to="<one@kyiv.example>"))
    assert reply.ticket_id == ticket.pk


def test_siblings_of_an_unknown_root_join_each_other() -> None:
    ticket = first(references="<root@kyiv.example>")
    sibling = arrive(mail("second", references="<root@kyiv.example>"))
    assert (sibling.disposition, sibling.ticket_id) == (Disposition.THREADED, ticket.pk)


def test_the_mail_that_others_referred_to_joins_when_it_comes_late() -> None:
    ticket = first(references="<root@kyiv.example>", message_id="<two@kyiv.example>")
    late = arrive(mail("I was first", message_id="<root@kyiv.example>"))
    assert late.ticket_id == ticket.pk


def test_two_readers_of_one_newsletter_are_two_tickets() -> None:
    ticket = first(in_reply_to="<newsletter@velora.example>")
    other = arrive(mail(sender="javier@madrid.example", in_reply_to="<newsletter@velora.example>"))
    assert other.disposition == Disposition.NEW_TICKET
    assert other.ticket_id != ticket.pk
    again = arrive(mail("more", sender="javier@madrid.example", in_reply_to="<newsletter@velora.example>"))
    assert again.ticket_id == other.ticket_id


def test_an_outsider_joins_flagged_and_is_not_lost() -> None:
    ticket = first()
    settle(ticket, StateType.SOLVED)
    sent, since = our_mail(ticket), ticket.waiting_since
    reply = arrive(mail("Let me in", sender="eve@evil.example", in_reply_to=f"<{sent.rfc_message_id}>"))
    assert (reply.disposition, reply.ticket_id) == (Disposition.FLAGGED, ticket.pk)
    assert Message.objects.get(pk=reply.message_id).is_flagged
    participant = Participant.objects.get(ticket=ticket)
    assert (participant.address, participant.is_confirmed) == ("eve@evil.example", False)
    ticket.refresh_from_db()
    assert (ticket.state_type, ticket.waiting_since) == (StateType.OPEN, since)
    # and what they bring in copy is not let in either
    arrive(
        mail("us too", sender="eve@evil.example", cc="mallory@evil.example", references=f"<{sent.rfc_message_id}>")
    )
    assert Participant.objects.count() == 1


def test_a_confirmed_participant_joins() -> None:
    ticket = first(cc="Marta Bellini <Marta@milano.example>, support@velora.example")
    assert [row.address for row in ticket.participants.all()] == ["marta@milano.example"]
    reply = arrive(mail(sender="marta@milano.example", in_reply_to=f"<{our_mail(ticket).rfc_message_id}>"))
    assert reply.disposition == Disposition.THREADED


def test_the_requesters_other_address_and_a_merged_customer_join() -> None:
    ticket = first()
    reference = f"<{our_mail(ticket).rfc_message_id}>"
    Identity.objects.create(customer=ticket.requester, value="vika@home.example")
    assert arrive(mail(sender="vika@home.example", in_reply_to=reference)).disposition == Disposition.THREADED
    old = Customer.objects.create(name="V. Melnyk", merged_into=ticket.requester)
    Identity.objects.create(customer=old, value="v.melnyk@old.example")
    assert arrive(mail(sender="v.melnyk@old.example", in_reply_to=reference)).disposition == Disposition.THREADED


def test_a_number_in_the_subject_means_nothing() -> None:
    ticket = first()
    for subject in (f"Re: [#{ticket.pk}] Charger", f"Ticket {ticket.pk}", f"Re: Charger (#{ticket.pk})"):
        assert arrive(mail(sender="eve@evil.example", subject=subject)).disposition == Disposition.NEW_TICKET
    assert arrive(mail(subject=f"Re: [#{ticket.pk}] Charger")).disposition == Disposition.NEW_TICKET


def test_forged_signatures_mean_nothing() -> None:
    ticket = first()
    forged = make_message_id(ticket.pk, 1, "velora.example", b"another key")
    address = make_reply_address("support@velora.example", ticket.pk, b"another key")
    assert arrive(mail(in_reply_to=f"<{forged}>")).disposition == Disposition.NEW_TICKET
    assert arrive(mail(to=address), to=address).disposition == Disposition.NEW_TICKET


def test_reply_to_of_a_stranger_opens_no_door() -> None:
    ticket = first()
    reply = arrive(
        mail(
            sender="noreply@evil.example",
            reply_to="viktoria@kyiv.example",
            in_reply_to=f"<{our_mail(ticket).rfc_message_id}>",
        )
    )
    assert reply.disposition == Disposition.FLAGGED


def test_an_encoded_name_is_not_an_address() -> None:
    ticket = first()
    spoof = "=?utf-8?q?viktoria=40kyiv=2Eexample=3E?= <eve@evil.example>"
    reply = arrive(mail(sender=spoof, in_reply_to=f"<{our_mail(ticket).rfc_message_id}>"))
    assert reply.disposition == Disposition.FLAGGED


def test_a_closed_ticket_is_followed_up_once() -> None:
    ticket = first()
    reference = f"<{our_mail(ticket).rfc_message_id}>"
    settle(ticket, StateType.CLOSED)
    one = arrive(mail("Again broken", in_reply_to=reference))
    assert one.disposition == Disposition.FOLLOW_UP
    follow_up = Ticket.objects.get(pk=one.ticket_id)
    assert follow_up.follows_up_id == ticket.pk
    two = arrive(mail("Hello?", in_reply_to=reference))
    assert (two.disposition, two.ticket_id) == (Disposition.THREADED, follow_up.pk)
    settle(follow_up, StateType.CLOSED)
    three = arrive(mail("And again", in_reply_to=reference))
    assert Ticket.objects.get(pk=three.ticket_id).follows_up_id == follow_up.pk


def test_an_outsider_who_names_a_closed_ticket_gets_their_own() -> None:
    ticket = first()
    settle(ticket, StateType.CLOSED)
    other = arrive(mail(sender="eve@evil.example", in_reply_to=f"<{our_mail(ticket).rfc_message_id}>"))
    assert (other.disposition, other.reason) == (Disposition.FOLLOW_UP, "outsider")
    assert Ticket.objects.get(pk=other.ticket_id).requester.identities.get().value == "eve@evil.example"


def test_an_agents_mail_is_a_flagged_note() -> None:
    ticket = first()
    reply = arrive(
        mail("Ring them", sender="Olena@velora.example", in_reply_to=f"<{our_mail(ticket).rfc_message_id}>")
    )
    assert (reply.disposition, reply.reason) == (Disposition.FLAGGED, "agent")
    note = Message.objects.get(pk=reply.message_id)
    assert (note.kind, note.is_flagged, note.agent.email) == (MessageKind.NOTE, True, "olena@velora.example")
    assert not Participant.objects.exists()


def test_all_mails_of_a_burst_find_each_other(mailbox: Mailbox) -> None:
    """Stored together and processed in one batch, as after a pause of the worker."""
    from ponte.channels.email.processing import drain
    from ponte.channels.email.storing import store

    for text, headers in (
        ("one", {"message_id": "<burst.1@kyiv.example>"}),
        ("two", {"in_reply_to": "<burst.1@kyiv.example>", "message_id": "<burst.2@kyiv.example>"}),
        ("three", {"references": "<burst.1@kyiv.example> <burst.2@kyiv.example>"}),
    ):
        store(mail(text, **headers), road="smtp")
    assert drain() == 3
    assert Ticket.objects.get().message_count == 3
    assert list(Message.objects.order_by("id").values_list("text", flat=True)) == ["one", "two", "three"]
    assert set(Inbound.objects.values_list("disposition", flat=True)) == {"new_ticket", "threaded"}
