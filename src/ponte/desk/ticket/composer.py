"""What the composer shows: the draft, to whom it goes, and in which language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ponte.customers.models import Identity, IdentityKind
from ponte.desk.ticket import pictures
from ponte.desk.ticket.belongings import has
from ponte.lib import richtext
from ponte.search.statements import Statement, number
from ponte.team.models import Agent
from ponte.tickets.models import Attachment, Draft, Message, MessageKind, Participant, Ticket

MODES = {"reply": MessageKind.PUBLIC, "note": MessageKind.NOTE}


@dataclass
class Written:
    """One draft as the composer takes it."""

    html: str = ""
    text: str = ""
    files: list[Attachment] = field(default_factory=list)
    saved: Draft | None = None


@dataclass
class Composer:
    """Everything between the thread and the send button.

    `seen`: the last message when the answer was begun; sending asks again when more has come since.
    """

    mode: str
    reply: Written
    note: Written
    to: list[str]
    cc: list[str]
    language: str
    seen: int
    error: str = ""
    error_field: str = ""
    news: list[Message] = field(default_factory=list)
    bounced: list[str] = field(default_factory=list)
    may_pass: bool = False


def prepare(
    ticket: Ticket,
    agent: Agent,
    *,
    identities: Sequence[Identity],
    participants: Sequence[Participant],
    read: Sequence[Message],
    seen: int,
) -> Composer:
    """The composer as this agent left it. `read`: the end of the thread, oldest first, if it was read."""
    found = _DRAFTS.rows(ticket=ticket.pk, agent=agent.pk) if has(ticket, "drafts") else []
    drafts = {draft.kind: draft for draft in found}
    files = list(Attachment.objects.filter(draft__in=drafts.values()).order_by("pk")) if drafts else []
    reply, note = (_written(drafts.get(kind), files) for kind in (MessageKind.PUBLIC, MessageKind.NOTE))
    draft = drafts.get(MessageKind.PUBLIC)
    newest = max(drafts.values(), key=lambda each: each.updated_at, default=None)
    return Composer(
        mode="note" if newest is not None and newest.kind == MessageKind.NOTE else "reply",
        reply=reply,
        note=note,
        to=list(draft.to) if draft and draft.to else usual_recipients(ticket, identities, read),
        cc=list(draft.cc)
        if draft and (draft.to or draft.cc)
        else [p.address for p in participants if p.is_confirmed],
        language=ticket.language,
        seen=seen,
        bounced=[each.value for each in identities if each.bounced_at],
    )


def usual_recipients(ticket: Ticket, identities: Sequence[Identity], read: Sequence[Message]) -> list[str]:
    """The address the customer last wrote from, else their main one that does not bounce."""
    last = next(filter(None, (_written_from(each, ticket) for each in reversed(read))), None)
    if last is None and len(read) < ticket.message_count:  # they may have written further up
        last = (
            ticket.messages.filter(customer=ticket.requester_id, is_flagged=False)
            .exclude(sender_address="")
            .order_by("-pk")
            .values_list("sender_address", flat=True)
            .first()
        )
    mails = [each.value for each in identities if each.kind == IdentityKind.EMAIL]
    if last and last.lower() in mails:
        return [last.lower()]
    usable = [each.value for each in identities if each.kind == IdentityKind.EMAIL and not each.bounced_at]
    return (usable or mails)[:1]


def _written_from(message: Message, ticket: Ticket) -> str:
    """The address of a message by the customer whom we trust to be the customer; "" for others."""
    theirs = message.customer_id == ticket.requester_id and not message.is_flagged
    return message.sender_address if theirs else ""


_DRAFTS: Statement[Draft] = Statement(lambda: Draft.objects.filter(ticket=number("ticket"), agent=number("agent")))


def _written(draft: Draft | None, files: Sequence[Attachment]) -> Written:
    if draft is None:
        return Written()
    mine = [each for each in files if each.draft_id == draft.pk]
    html = pictures.to_shown(draft.html, mine)
    return Written(html, richtext.to_text(draft.html), [each for each in mine if not each.is_inline], draft)
