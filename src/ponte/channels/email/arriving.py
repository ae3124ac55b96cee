"""A stored mail, understood: parsed, and everything about it known that needs no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ponte.channels.email.addressing import OurAddresses
from ponte.channels.email.keys import signing_keys
from ponte.channels.email.models import Inbound, Mailbox
from ponte.channels.email.references import key_of
from ponte.lib.mail.identifiers import read_message_id, read_reply_address
from ponte.lib.mail.parsed import Address, ParsedMail
from ponte.lib.mail.parsing import parse


@dataclass(frozen=True, slots=True)
class Arrival:
    """One mail on its way into a ticket.

    `author`: whom the ticket is for. `external_id`: the same for every copy of the mail, by whatever road.
    `signed`: the tickets that our own identifiers in it name, the newest first, then those of reply addresses.
    `named`: the identifiers it refers to, the newest first. `own`: its own identifier ("" without).
    `speaks_for_itself`: not said by a stranger's machine in Reply-To; that opens a ticket but joins none.
    """

    inbound: Inbound
    lease: datetime
    mail: ParsedMail
    author: Address
    mailbox: Mailbox | None
    external_id: str
    signed: tuple[int, ...]
    named: tuple[str, ...]
    own: str
    recipients: tuple[Address, ...]
    speaks_for_itself: bool

    @property
    def lock_names(self) -> Iterator[str]:
        """What no two workers may handle at the same time; of long References the newest and the root."""
        yield f"id {self.external_id}"
        yield from (f"ref {key}" for key in dict.fromkeys((self.own, *self.named[:3], *self.named[-1:])) if key)
        yield from (f"ticket {number}" for number in self.signed[:2])


def understand(inbound: Inbound, ours: OurAddresses) -> Arrival:
    """Parse a claimed mail (its `raw` and `lease_until` are read)."""
    raw = bytes(inbound.raw)
    mail = parse(raw)
    recipients = tuple({address.key: address for address in (*mail.to, *mail.cc) if address.address}.values())
    reached = [*inbound.envelope_to, *mail.delivered_to, *(address.key for address in recipients)]
    named = tuple(dict.fromkeys(key for each in _newest_first(mail) if (key := key_of(each))))
    author = find_author(mail, inbound.envelope_from, ours)
    assert inbound.lease_until is not None
    return Arrival(
        inbound=inbound,
        lease=inbound.lease_until,
        mail=mail,
        author=author,
        mailbox=inbound.mailbox or ours.first_mailbox(reached),
        external_id=external_id_of(mail, inbound),
        signed=_signed(mail, reached),
        named=named,
        own=key_of(mail.message_id),
        recipients=recipients,
        speaks_for_itself=author.key in ("", mail.sender.key) or ours.is_our_domain(mail.sender.key),
    )


def find_author(mail: ParsedMail, envelope_from: str, ours: OurAddresses) -> Address:
    """Whom the mail is from: its sender; behind a form or a machine the one to answer to.

    Reply-To is believed where the sender cannot be answered (`noreply@…`) and where the mail was written by a
    machine of our own domain, such as the company's web form. Anybody else is who they say in From.
    """
    answer_to = next((each for each in mail.reply_to if each.address and not ours.is_ours(each.key)), None)
    if answer_to and (
        not mail.sender.address
        or mail.noreply_sender
        or ours.is_ours(mail.sender.key)
        or (ours.is_our_domain(mail.sender.key) and not ours.is_our_domain(answer_to.key))
    ):
        return answer_to
    if mail.sender.address:
        return mail.sender
    known = next((each for each in (mail.return_path, envelope_from) if "@" in each), "")
    return Address(mail.sender.name, known)


def external_id_of(mail: ParsedMail, inbound: Inbound) -> str:
    """Equal for two copies of one mail and for nothing else.

    Servers on the way change headers and transfer encodings, so what was said is compared and not the bytes. A
    Message-ID alone proves nothing: broken programs use one for ever, and an outsider may take somebody else's.
    Without Message-ID and Date, two equal mails are two mails.
    """
    date = next((value for name, value in mail.headers if name.lower() == "date"), "")
    if not mail.message_id and not date:
        return f"inbound:{inbound.pk}"
    said = hashlib.sha256()
    for part in (
        mail.message_id,
        mail.sender.key,
        date,
        " ".join(mail.subject.split()),
        " ".join(mail.text.split()),
        *(attachment.sha256 for attachment in mail.attachments),
    ):
        said.update(part.encode("utf-8", "surrogatepass"))
        said.update(b"\0")
    return f"mail:{said.hexdigest()}"


def _newest_first(mail: ParsedMail) -> Iterator[str]:
    yield from mail.in_reply_to
    yield from reversed(mail.references)


def _signed(mail: ParsedMail, reached: list[str]) -> tuple[int, ...]:
    keys = signing_keys()
    tickets: dict[int, None] = {}
    for identifier in _newest_first(mail):
        if pair := read_message_id(identifier, keys):
            tickets.setdefault(pair[0])
    for address in reached:
        if ticket := read_reply_address(address, keys):
            tickets.setdefault(ticket)
    return tuple(tickets)
