"""Decides what becomes of a mail, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from ponte.channels.email import blocking
from ponte.channels.email.addressing import OurAddresses
from ponte.channels.email.arriving import Arrival
from ponte.channels.email.identity import INSTALLATION_HEADER
from ponte.channels.email.keys import installation
from ponte.channels.email.models import Disposition, Outgoing
from ponte.channels.email.threading import Found, Surroundings, bounced_id, find, mail_that_bounced
from ponte.customers.finding import normalise
from ponte.lib.mail.parsed import AutomaticKind, ParsedMail
from ponte.team.models import Agent
from ponte.tickets.models import Message, Ticket

LET_IN = "let_in"  # somebody replayed a suppressed mail: it becomes a message, whatever wrote it
COLLEAGUE = "colleague"  # of the requester, whom the mailbox lets join
ANSWERING_MACHINES = frozenset({AutomaticKind.OUT_OF_OFFICE, AutomaticKind.AUTO_REPLY})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done. `reason`: a word for filters; `detail`: for people who look closer."""

    disposition: Disposition
    reason: str = ""
    detail: str = ""
    ticket: Ticket | None = None
    agent: Agent | None = None
    twin: Message | None = None
    bounced: Outgoing | None = None


def judge(arrival: Arrival, around: Surroundings, ours: OurAddresses) -> Verdict:
    """What becomes of this mail."""
    twin = around.twins.get(arrival.external_id)
    if twin is not None:
        return Verdict(Disposition.DUPLICATE, "same_mail", twin=twin)
    loop = _loop(arrival, ours)
    if loop is not None:
        return loop
    if arrival.inbound.reason == LET_IN:
        return _place(find(arrival, around, ours))
    if blocker := around.blocked.get(normalise(arrival.author.address)):
        return Verdict(Disposition.SUPPRESSED, blocking.REASON, blocker)
    automatic = arrival.mail.automatic
    if automatic and automatic.kind in (AutomaticKind.BOUNCE, AutomaticKind.DELAY):
        return _bounce(arrival, around)
    found = find(arrival, around, ours)
    if automatic and automatic.kind == AutomaticKind.RECEIPT:
        return Verdict(Disposition.SUPPRESSED, "receipt", automatic.reason, _ticket(found))
    if is_answering_machine(arrival.mail) and not (found and found.allowed):
        return Verdict(Disposition.SUPPRESSED, "auto_reply", automatic.reason if automatic else "", _ticket(found))
    return _place(found)


def is_answering_machine(mail: ParsedMail) -> bool:
    """Whether a machine answered some mail.

    One that writes by itself (a monitor, a shop) is not meant, and a telling subject alone is no proof: what
    answers something says so in a header or names what it answers.
    """
    if mail.automatic is None:
        return False
    submitted = header(mail, "auto-submitted").lower()
    if mail.automatic.kind == AutomaticKind.OWN:  # another Ponte wrote it; was it a person there?
        return submitted.startswith("auto-replied")
    if mail.automatic.kind not in ANSWERING_MACHINES or submitted.startswith(("auto-generated", "auto-notified")):
        return False
    if mail.automatic.reason.startswith(("Subject:", "Return-Path:")):
        return bool(mail.in_reply_to or mail.references)
    return True


def is_automatic(mail: ParsedMail) -> bool:
    """Whether a machine wrote it: it neither opens a ticket again nor is answered by a machine of ours."""
    if mail.automatic and mail.automatic.kind == AutomaticKind.OWN:
        return header(mail, "auto-submitted").strip().lower() not in ("", "no")
    return mail.automatic is not None


def header(mail: ParsedMail, name: str) -> str:
    """The first header of this name (lower case), "" when there is none."""
    return next((value for key, value in mail.headers if key.lower() == name), "")


def _loop(arrival: Arrival, ours: OurAddresses) -> Verdict | None:
    if header(arrival.mail, INSTALLATION_HEADER.lower()).strip() == installation():
        return Verdict(Disposition.SUPPRESSED, "own_mail", "our own mail came back to us")
    if ours.is_ours(arrival.author.key):
        return Verdict(Disposition.SUPPRESSED, "own_address", f"{arrival.author.key} is a mailbox of ours")
    loops = header(arrival.mail, "x-loop")
    if loops and any(ours.is_ours(word.strip("<>,;")) for word in loops.split()):
        return Verdict(Disposition.SUPPRESSED, "loop", "X-Loop names a mailbox of ours")
    return None


def _bounce(arrival: Arrival, around: Surroundings) -> Verdict:
    automatic = arrival.mail.automatic
    assert automatic is not None
    sent = (
        around.outgoing.get(bounced_id(arrival))
        or next((around.outgoing[key] for key in arrival.named if key in around.outgoing), None)
        or mail_that_bounced(arrival)
    )
    kind = "delayed" if automatic.kind == AutomaticKind.DELAY else "bounced"
    if sent is None:
        return Verdict(Disposition.SUPPRESSED, f"{kind}_unmatched", automatic.reason)
    return Verdict(
        Disposition.BOUNCE, kind, automatic.reason, ticket=around.tickets.get(sent.ticket_id or 0), bounced=sent
    )


def _place(found: Found | None) -> Verdict:
    if found is None:
        return Verdict(Disposition.NEW_TICKET)
    if found.ticket.is_closed:
        reason = "" if found.allowed else "outsider"
        return Verdict(Disposition.FOLLOW_UP, reason, ticket=found.ticket)
    if found.allowed:
        return Verdict(Disposition.THREADED, COLLEAGUE if found.is_colleague else "", ticket=found.ticket)
    if found.agent is not None:
        return Verdict(Disposition.FLAGGED, "agent", ticket=found.ticket, agent=found.agent)
    return Verdict(Disposition.FLAGGED, "outsider", ticket=found.ticket)


def _ticket(found: Found | None) -> Ticket | None:
    return found.ticket if found else None
