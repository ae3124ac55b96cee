"""A ticket of a program: with a customer's words, with an answer, or with a note."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ponte.api import finding, naming, problems
from ponte.api.schemas.tickets import TicketIn
from ponte.api.tickets import uploads
from ponte.api.tickets.shape import PRIORITIES
from ponte.customers.models import Customer, IdentityKind
from ponte.lib import clock, richtext
from ponte.team import permissions
from ponte.team.models import Agent, Team
from ponte.tickets import starting
from ponte.tickets.errors import EmptyMessage
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Ticket
from ponte.tickets.opening import open_ticket
from ponte.tickets.states import Channel, TicketType


@transaction.atomic
def open_as_asked(asked: TicketIn, *, by: Agent) -> Ticket:
    """Open it.

    Raises:
        Problem, NotPermitted, TicketError: nothing was opened.
    """
    permissions.require(by, "write")
    requester = naming.customer(asked.requester, "requester", by=by)
    if asked.message.kind == "customer":
        return _with_their_words(asked, requester, by)
    to = []
    if asked.message.kind == "reply":
        to = [_address_of(requester, asked.requester.email)]
    ticket, _message = starting.start(
        requester,
        by=by,
        subject=asked.subject,
        html=naming.html(asked.message, "message"),
        to=to,
        is_note=asked.message.kind == "note",
        brand=_brand(asked),
        team=_team(asked),
        assignee=naming.agent(asked.assignee, "assignee", by=by),
        priority=PRIORITIES[asked.priority],
        kind=TicketType(asked.type),
        channel=Channel(asked.channel),
        language=asked.language,
        tags=asked.tags,
        form=naming.form(asked.form, "form"),
        fields=asked.fields,
        files=uploads.waiting(by, asked.message.attachments, "message.attachments"),
    )
    return ticket


def _with_their_words(asked: TicketIn, requester: Customer, by: Agent) -> Ticket:
    html = richtext.clean(naming.html(asked.message, "message"))
    files = uploads.waiting(by, asked.message.attachments, "message.attachments")
    if richtext.is_empty(html) and not files:
        raise EmptyMessage
    address = _address_of(requester, asked.requester.email)
    incoming = Incoming(
        text=richtext.to_text(html),
        html=html if asked.message.html else "",
        at=clock.now(),
        channel=Channel(asked.channel),
        subject=asked.subject,
        language=asked.language,
        sender_address=address,
        sender_name=requester.name,
        external_id=asked.external_id,
    )
    try:
        with transaction.atomic():
            ticket, message = open_ticket(
                requester,
                incoming,
                by=by,
                brand=_brand(asked),
                team=_team(asked),
                assignee=naming.agent(asked.assignee, "assignee", by=by),
                priority=PRIORITIES[asked.priority],
                kind=TicketType(asked.type),
                tags=asked.tags,
                form=naming.form(asked.form, "form"),
                fields=asked.fields,
            )
    except IntegrityError:
        raise problems.conflict(
            "entered-already", _("This message is here already"), _("Its external_id has entered before.")
        ) from None
    uploads.give(files, message)
    return ticket


def _brand(asked: TicketIn) -> Brand:
    if asked.brand is None:
        return Brand.objects.get(is_default=True)
    return finding.named(Brand, asked.brand, "brand")


def _team(asked: TicketIn) -> Team | None:
    return None if asked.team is None else finding.named(Team, asked.team, "team")


def _address_of(requester: Customer, given: str | None) -> str:
    if given:
        return naming.address(given, "requester.email")
    usable = requester.identities.filter(kind=IdentityKind.EMAIL, bounced_at__isnull=True)
    found = usable.order_by("-is_primary", "pk").first()
    return found.value if found else ""
