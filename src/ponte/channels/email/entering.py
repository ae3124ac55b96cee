"""Puts mails into their tickets: new ones in bulk, replies one by one."""

from __future__ import annotations

from collections.abc import Sequence

from ponte.channels.email.arriving import Arrival
from ponte.channels.email.judging import Verdict, is_automatic
from ponte.channels.email.models import Disposition
from ponte.channels.email.outcomes import Outcome
from ponte.customers.finding import normalise
from ponte.customers.models import Customer, Identity, IdentityKind
from ponte.lib.mail.parsed import ParsedMail
from ponte.tickets.incoming import Incoming, IncomingFile
from ponte.tickets.models import Brand
from ponte.tickets.opening import Opening, open_tickets
from ponte.tickets.participating import add
from ponte.tickets.receiving import receive
from ponte.tickets.states import Channel

UNKNOWN_SENDER = "mail without a sender"


def open_all(cases: Sequence[tuple[Arrival, Verdict]], authors: dict[str, Customer], brand: Brand) -> list[Outcome]:
    """Open a ticket for each; a follow-up of a closed one keeps its brand and team."""
    openings = [_opening(arrival, verdict, author_of(arrival, authors), brand) for arrival, verdict in cases]
    return [
        Outcome(arrival, verdict.disposition, verdict.reason, verdict.detail, ticket.pk, message.pk)
        for (arrival, verdict), (ticket, message) in zip(cases, open_tickets(openings), strict=True)
    ]


def join(arrival: Arrival, verdict: Verdict, author: Customer) -> Outcome:
    """Put a reply on its ticket; an outsider's is flagged and makes them a participant who is sent nothing."""
    assert verdict.ticket is not None
    flagged = verdict.disposition == Disposition.FLAGGED
    if flagged and arrival.author.address:
        add(verdict.ticket, author, normalise(arrival.author.address), by=author, confirmed=False)
    message = receive(verdict.ticket, author, incoming(arrival, author), flagged=flagged)
    return Outcome(arrival, verdict.disposition, verdict.reason, verdict.detail, verdict.ticket.pk, message.pk)


def incoming(arrival: Arrival, author: Customer | None = None) -> Incoming:
    """The mail as the tickets take it."""
    mail = arrival.mail
    return Incoming(
        text=mail.text,
        at=arrival.inbound.received_at,
        channel=Channel.EMAIL,
        reply_text=mail.reply_text,
        html=mail.html,
        segments=[(segment.kind, segment.text) for segment in mail.segments],
        subject=mail.subject,
        language=language_of(mail) or (author.language if author else ""),
        sender_address=arrival.author.address,
        sender_name=arrival.author.name,
        to=[address.address[:320] for address in mail.to if address.address],
        cc=[address.address[:320] for address in mail.cc if address.address],
        external_id=arrival.external_id,
        is_automatic=is_automatic(mail),
        files=[
            IncomingFile(each.filename, each.content_type, each.payload, each.content_id, each.inline)
            for each in mail.attachments
        ],
    )


def language_of(mail: ParsedMail) -> str:
    """The language of the mail by our codes ("" when unsure); Portuguese is the Brazilian one here."""
    return "pt-br" if mail.language == "pt" else mail.language


def author_of(arrival: Arrival, authors: dict[str, Customer]) -> Customer:
    """The customer who wrote it. Mail that names no sender at all is from one stranger without an address."""
    if arrival.author.address:
        return authors[normalise(arrival.author.address)]
    identity = Identity.objects.filter(kind=IdentityKind.EXTERNAL, value=UNKNOWN_SENDER).first()
    if identity is None:
        customer = Customer.objects.create(name=arrival.author.name[:200])
        identity, _ = Identity.objects.get_or_create(
            kind=IdentityKind.EXTERNAL, value=UNKNOWN_SENDER, defaults={"customer": customer}
        )
    return identity.customer


def _opening(arrival: Arrival, verdict: Verdict, author: Customer, default: Brand) -> Opening:
    before, mailbox = verdict.ticket, arrival.mailbox
    brand = before.brand if before else mailbox.brand if mailbox else default
    return Opening(
        requester=author,
        incoming=incoming(arrival, author),
        by=author,
        brand=brand,
        team=before.team if before else mailbox.team if mailbox else None,
        mailbox_address=mailbox.address if mailbox else before.mailbox_address if before else "",
        follows_up=before,
    )
