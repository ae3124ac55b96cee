"""Chosen messages become a ticket of their own, linked with the one they came from.

It is taken back by merging the new ticket into the old one. Each ticket's clock follows its own oldest unanswered
customer message.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from ponte.customers.models import Customer
from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import following, moving, rechecking
from ponte.tickets.choosing_states import default_state
from ponte.tickets.links import linking
from ponte.tickets.links.roles import Role
from ponte.tickets.locking import hold, require_writer
from ponte.tickets.merges import notices
from ponte.tickets.merges.errors import NotSplittable
from ponte.tickets.models import Delivery, Message, Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.states import StateType

ON_THE_WAY = (Delivery.QUEUED, Delivery.SENDING)
Follower = Callable[[Ticket, Ticket], None]
_after: list[Follower] = []


def after_splitting(follower: Follower) -> Follower:
    """Register what the new ticket gets of the one it was split from: it is given the old and the new one."""
    _after.append(follower)
    return follower


@transaction.atomic
def split(
    ticket: Ticket,
    messages: Collection[int],
    *,
    by: Agent,
    subject: str = "",
    requester: Customer | None = None,
    tell: str = "",
    at: datetime | None = None,
) -> Ticket:
    """Move these messages, with their files, to a new open ticket of `requester` (`None`: the same customer).

    Whoever follows the old ticket follows the new one; its promise, reminders, checklist and time stay with the old.
    `tell`: HTML that the new ticket's customer is written, as a notice and no answer; "" tells nobody.

    Raises:
        NotAllowed: `by` may only look.
        NoRecipient: somebody without an address should be told.
        NotSplittable: nothing was chosen, nothing would stay, or a chosen one is on its way.
    """
    require_writer(by)
    at = at or clock.now()
    held = hold(ticket)
    rows = list(Message.objects.filter(ticket=held, pk__in=messages).defer("html", "text", "words").order_by("pk"))
    _require(held, rows)
    customer = requester or held.requester
    made = _new(held, customer, subject, rows[0].created_at, at)
    record(
        "ticket.created",
        by=by,
        subject=made.journal_name,
        ticket=made.pk,
        customer=customer.pk,
        at=at,
        channel=str(made.channel),
        brand=made.brand_id,
        team=made.team_id,
        assignee=made.assignee_id,
        priority=int(made.priority),
        language=made.language,
        follows_up=None,
        message=rows[0].pk,
    )
    moving.move([row.pk for row in rows], made)
    for follow in _after:
        follow(held, made)
    notices.send(made, tell, by=by, at=at)
    rechecking.mend([held.pk, made.pk])
    keeping.settle([held.pk, made.pk], at=at)
    record(
        "ticket.split",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        into=made.pk,
        messages=[row.pk for row in rows],
    )
    for agent in Agent.objects.filter(follows__ticket=held):
        following.follow(made, agent, by=by, at=at)
    linking.link(made, Role.SPLIT_FROM, held, by=by, at=at)
    made.refresh_from_db()
    return made


def _require(held: Ticket, rows: list[Message]) -> None:
    if not rows:
        raise NotSplittable("none")
    if any(row.delivery in ON_THE_WAY for row in rows):
        raise NotSplittable("sending")
    kept = Message.objects.filter(ticket=held).exclude(pk__in=[row.pk for row in rows])
    if not kept.exclude(delivery=Delivery.WITHDRAWN).exists():
        raise NotSplittable("all")


def _new(held: Ticket, customer: Customer, subject: str, since: datetime, at: datetime) -> Ticket:
    state = default_state(StateType.OPEN)
    return Ticket.objects.create(
        subject=(subject.strip() or held.subject)[:500],
        state=state,
        state_type=state.type,
        priority=held.priority,
        type=held.type,
        channel=held.channel,
        tags=held.tags,
        language=held.language,
        brand_id=held.brand_id,
        team_id=held.team_id,
        assignee_id=held.assignee_id,
        requester=customer,
        mailbox_address=held.mailbox_address,
        form_id=held.form_id,
        created_at=since,
        updated_at=at,
    )
