"""One ticket's life, told act by act in memory: what the behaviours of `tickets` would have written.

Rows get their numbers later (`numbering`), when the whole world is known and can be put in order of time.
`tests/test_invariants.py` holds what is written here against `tickets.rechecking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ponte.customers.models import Customer
from ponte.demo.company import Company
from ponte.events.recording import SYSTEM
from ponte.lib import richtext
from ponte.team.models import Agent, Team
from ponte.tickets.models import Attachment, Delivery, Draft, Follow, Message, MessageKind, Participant, State, Ticket
from ponte.tickets.sla.models import Clock
from ponte.tickets.states import Channel, Priority, StateType
from ponte.tickets.threads import attach_to

SENDING_TAKES = timedelta(seconds=13)  # ten to undo, and the way to the server


@dataclass(eq=False)
class Happening:
    """An event to be; rows in `data`, and the `cause`, become their numbers when they have them."""

    at: datetime
    kind: str
    by: Any
    subject: Any
    ticket: Ticket | None
    customer: Customer | None
    data: dict[str, Any]
    cause: Happening | None = None


@dataclass(eq=False)
class Life:
    """A ticket with everything that hangs on it."""

    company: Company
    ticket: Ticket
    messages: list[Message] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    follows: list[Follow] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    subject_follows: Life | None = None

    def tell(self, kind: str, by: Any, at: datetime, whom: Customer | None = None, /, **data: Any) -> None:
        """Note an event about this ticket."""
        self.happenings.append(Happening(at, kind, by, self.ticket, self.ticket, whom, data))

    def begin(self, message: Message, *, by: Any = None) -> None:
        """The requester's first message opens the ticket."""
        ticket = self.ticket
        ticket.waiting_since = message.created_at
        self._add(message)
        self.tell(
            "ticket.created",
            by or ticket.requester,
            message.created_at,
            ticket.requester,
            channel=str(ticket.channel),
            brand=ticket.brand,
            team=ticket.team,
            assignee=ticket.assignee,
            priority=int(ticket.priority),
            language=ticket.language,
            follows_up=self.subject_follows.ticket if self.subject_follows else None,
            message=message,
        )

    def receive(self, message: Message) -> None:
        """A customer's later message."""
        ticket, at = self.ticket, message.created_at
        self._add(message)
        self.tell(
            "ticket.message_received",
            message.customer,
            at,
            message.customer,
            message=message,
            channel=str(message.channel),
            flagged=message.is_flagged,
        )
        if message.is_automatic or message.is_flagged:
            return
        ticket.waiting_since = ticket.waiting_since or at
        if ticket.state_type not in (StateType.NEW, StateType.OPEN):
            old, new = ticket.state, self.company.states["open"]
            ticket.state, ticket.state_type, ticket.solved_at = new, new.type, None
            self.tell("ticket.reopened", message.customer, at, message.customer, old=old, new=new, by_reply=True)

    def reply(
        self,
        agent: Agent,
        html: str,
        at: datetime,
        *,
        state: State | None = None,
        channel: Channel = Channel.EMAIL,
        to: Sequence[str] = (),
        cc: Sequence[str] = (),
        delivery: Delivery = Delivery.SENT,
        detail: str = "",
    ) -> Message:
        """An agent answers and, in the same act, sets the state."""
        ticket = self.ticket
        mailed = channel == Channel.EMAIL
        message = Message(
            kind=MessageKind.PUBLIC,
            channel=channel,
            agent=agent,
            html=html,
            text=richtext.to_text(html),
            to=list(to),
            cc=list(cc),
            language=ticket.language,
            delivery=delivery if mailed else Delivery.NONE,
            delivery_detail=detail,
            send_at=at + timedelta(seconds=10) if mailed else None,
            sent_at=at + SENDING_TAKES if mailed and delivery in (Delivery.SENT, Delivery.BOUNCED) else None,
            created_at=at,
        )
        self._add(message)
        ticket.waiting_since = None
        ticket.first_replied_at = ticket.first_replied_at or at
        if ticket.assignee is None:
            self.assign(agent, by=agent, at=at)
        self.tell("ticket.replied", agent, at, ticket.requester, message=message, channel=str(channel))
        if mailed and delivery != Delivery.QUEUED:
            first = Delivery.SENT if delivery == Delivery.BOUNCED else delivery
            self._delivered(message, first, "" if delivery == Delivery.BOUNCED else detail, at + SENDING_TAKES)
            if delivery == Delivery.BOUNCED:
                self._delivered(message, delivery, detail, at + timedelta(seconds=48))
        if state is None and ticket.state_type == StateType.NEW:
            state = self.company.states["open"]
        if state is not None:
            self.enter(state, by=agent, at=at)
        return message

    def _delivered(self, message: Message, status: Delivery, detail: str, at: datetime) -> None:
        self.tell("ticket.delivery_changed", SYSTEM, at, message=message, status=str(status), detail=detail)

    def note(self, agent: Agent, html: str, at: datetime, mentions: Sequence[Agent] = ()) -> Message:
        """Only the team reads it; colleagues who are mentioned follow."""
        message = Message(kind=MessageKind.NOTE, agent=agent, html=html, text=richtext.to_text(html), created_at=at)
        self._add(message)
        self.tell("ticket.noted", agent, at, message=message)
        for colleague in mentions:
            self.follow(colleague, by=agent, at=at)
            self.tell("ticket.mentioned", agent, at, message=message, agent=colleague)
        return message

    def follow(self, agent: Agent, *, by: Agent, at: datetime) -> None:
        if all(row.agent != agent for row in self.follows):
            self.follows.append(Follow(agent=agent, created_at=at))
            self.tell("ticket.followed", by, at, agent=agent)

    def enter(self, state: State, *, by: Any, at: datetime) -> None:
        """Change the state."""
        ticket, old = self.ticket, self.ticket.state
        if old.pk == state.pk:
            return
        ticket.state, ticket.state_type = state, state.type
        if state.type == StateType.SOLVED:
            ticket.solved_at = at
        elif state.type == StateType.CLOSED:
            ticket.closed_at, ticket.solved_at = at, ticket.solved_at or at
        else:
            ticket.solved_at = None
        if old.type == StateType.SOLVED and state.type < StateType.SOLVED:
            self.tell("ticket.reopened", by, at, old=old, new=state, by_reply=False)
        else:
            types = {"old_type": int(old.type), "new_type": int(state.type)}
            self.tell("ticket.state_changed", by, at, old=old, new=state, **types)
        self._touch(at)

    def assign(self, agent: Agent, *, by: Any, at: datetime) -> None:
        if self.ticket.assignee != agent:
            self.tell("ticket.assigned", by, at, old=self.ticket.assignee, new=agent)
            self.ticket.assignee = agent
            self._touch(at)

    def move(self, team: Team, *, by: Any, at: datetime) -> None:
        if self.ticket.team != team:
            self.tell("ticket.moved", by, at, old=self.ticket.team, new=team)
            self.ticket.team = team
            self._touch(at)

    def prioritise(self, priority: Priority, *, by: Any, at: datetime) -> None:
        old = int(self.ticket.priority)
        if old != priority:
            self.ticket.priority = priority
            self.tell("ticket.changed", by, at, field="priority", old=old, new=int(priority))
            self._touch(at)

    def mark_spam(self, *, by: Any, at: datetime) -> None:
        self.ticket.is_spam = True
        self.tell("ticket.changed", by, at, field="is_spam", old=False, new=True)
        self._touch(at)

    def tag(self, name: str, *, by: Any, at: datetime) -> None:
        if name not in self.ticket.tags:
            self.ticket.tags = [*self.ticket.tags, name]
            self.tell("ticket.tagged", by, at, tag=name)

    def participate(self, customer: Customer, address: str, *, by: Any, at: datetime, confirmed: bool = True) -> None:
        """Put somebody on the thread; unconfirmed: an outsider who named the ticket."""
        if all(row.address != address for row in self.participants):
            self.participants.append(
                Participant(customer=customer, address=address, is_confirmed=confirmed, created_at=at)
            )
            self.tell("ticket.participant_added", by, at, customer, customer=customer, confirmed=confirmed)

    def _add(self, message: Message) -> None:
        self.messages.append(message)
        attach_to(self.ticket, message)  # its last_message_id comes with the numbers

    def _touch(self, at: datetime) -> None:
        self.ticket.updated_at = at
