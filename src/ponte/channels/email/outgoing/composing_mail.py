"""A queued mail into the bytes that go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from ponte.channels.email import keys
from ponte.channels.email.identity import INSTALLATION_HEADER, KIND_HEADER
from ponte.channels.email.models import Mailbox, Outgoing, OutgoingKind
from ponte.channels.email.outgoing.attribution import attribution
from ponte.channels.email.outgoing.body import Body, Quote, body
from ponte.channels.email.outgoing.customer_language import language_for
from ponte.channels.email.outgoing.pictures import files_of
from ponte.channels.email.outgoing.recipients import Recipients
from ponte.channels.email.outgoing.signing_off import signature
from ponte.channels.email.outgoing.subjects import answer_to
from ponte.channels.email.outgoing.thread_headers import Thread, last_from_customer, thread_after, thread_of
from ponte.customers.models import Identity, IdentityKind
from ponte.lib import richtext
from ponte.lib.mail.identifiers import make_reply_address
from ponte.lib.mail.parsed import Address
from ponte.lib.mail.writing import Letter, LetterFile, write
from ponte.tickets.models import Brand, Message, Ticket


def compose(outgoing: Outgoing, mailbox: Mailbox, recipients: Recipients, at: datetime) -> bytes:
    """The message as it is handed to the server."""
    message = outgoing.message
    if message is None or outgoing.ticket is None:
        return write(_letter(outgoing, mailbox, recipients, at, _plain(outgoing), _answered(outgoing), ()))
    language = language_for(outgoing.ticket.brand, message.language, outgoing.ticket.language)
    html, files = files_of(message, message.html or richtext.from_text(message.text), _domain(mailbox))
    answered = last_from_customer(message)
    quote = None
    if answered is not None:
        zone = outgoing.ticket.requester.time_zone or (message.agent.time_zone if message.agent else "")
        head = attribution(answered, language, zone)
        quote = Quote(head, answered.reply_text or answered.text)
    words = body(html, language, signature=signature(outgoing.ticket.brand, message.agent, language), quote=quote)
    return write(_letter(outgoing, mailbox, recipients, at, words, thread_of(message), files))


def _letter(
    outgoing: Outgoing,
    mailbox: Mailbox,
    recipients: Recipients,
    at: datetime,
    words: Body,
    thread: Thread,
    files: Sequence[LetterFile],
) -> Letter:
    ticket, named = outgoing.ticket, _names(recipients.everybody)
    return Letter(
        sender=Address(_sender_name(outgoing, mailbox), mailbox.address),
        to=[Address(named.get(one.lower(), ""), one) for one in recipients.to],
        cc=[Address(named.get(one.lower(), ""), one) for one in recipients.cc],
        reply_to=[Address(mailbox.name or mailbox.brand.name, _reply_address(mailbox, ticket))] if ticket else [],
        subject=outgoing.subject,
        text=words.text,
        html=words.html,
        date=at,
        message_id=outgoing.rfc_message_id,
        in_reply_to=thread.in_reply_to,
        references=thread.references,
        headers=_marks(outgoing),
        files=files,
    )


def envelope_sender(mailbox: Mailbox, ticket: Ticket | None) -> str:
    """Where bounces go: to the mailbox, with the ticket's token."""
    return _reply_address(mailbox, ticket) if ticket else mailbox.address


def _reply_address(mailbox: Mailbox, ticket: Ticket | None) -> str:
    return make_reply_address(mailbox.address, ticket.pk, keys.signing_key()) if ticket else mailbox.address


def _marks(outgoing: Outgoing) -> dict[str, str]:
    """Headers by which machines know us: loops stop on them, and mail providers sort complaints by them."""
    brand = outgoing.ticket.brand_id if outgoing.ticket else 0
    marks = {
        INSTALLATION_HEADER: keys.installation(),
        KIND_HEADER: outgoing.kind,
        "Feedback-ID": f"{outgoing.kind}:brand{brand}:ponte:{keys.installation()}",
    }
    if outgoing.kind != OutgoingKind.REPLY:
        marks["Auto-Submitted"] = (
            "auto-replied" if outgoing.kind == OutgoingKind.ACKNOWLEDGEMENT else "auto-generated"
        )
        marks["X-Auto-Response-Suppress"] = "All"
    return marks | outgoing.content.get("headers", {})


def _sender_name(outgoing: Outgoing, mailbox: Mailbox) -> str:
    house = mailbox.name or _brand(outgoing, mailbox).name
    agent = outgoing.message.agent if outgoing.message else None
    first = agent.name.split()[0] if agent and agent.name.strip() else ""
    if not first or outgoing.kind != OutgoingKind.REPLY:
        return house
    assert outgoing.ticket is not None
    with override(language_for(outgoing.ticket.brand, outgoing.ticket.language)):
        return _("%(agent)s from %(brand)s") % {"agent": first, "brand": house}


def _brand(outgoing: Outgoing, mailbox: Mailbox) -> Brand:
    return outgoing.ticket.brand if outgoing.ticket else mailbox.brand


def _answered(outgoing: Outgoing) -> Thread:
    if references := outgoing.content.get("references"):
        return Thread("", tuple(references))
    answered = Message.objects.filter(pk=outgoing.content.get("answers")).first()
    return thread_after(answered) if answered else Thread()


def _plain(outgoing: Outgoing) -> Body:
    if outgoing.content.get("html"):
        return Body(outgoing.content["text"], outgoing.content["html"])
    return body(richtext.from_text(outgoing.content.get("text", "")), outgoing.content.get("language", "en"))


def _names(addresses: Sequence[str]) -> dict[str, str]:
    rows = Identity.objects.filter(kind=IdentityKind.EMAIL, value__in=[one.lower() for one in addresses])
    return dict(rows.values_list("value", "customer__name"))


def _domain(mailbox: Mailbox) -> str:
    return mailbox.address.rpartition("@")[2]


def new_subject(message: Message) -> str:
    """The subject of a reply: the customer's own after `Re:`; ours bare where we begin the thread."""
    ticket = message.ticket
    answered = last_from_customer(message)
    subject = message.subject or (answered.subject if answered else "") or ticket.subject
    began = answered is None and not Outgoing.objects.filter(ticket=ticket, message__lt=message.pk).exists()
    return subject.strip() if began else answer_to(subject)
