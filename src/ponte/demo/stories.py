"""Ninety days of tickets: each a small story of question, instructions and outcome."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from ponte.customers.models import Customer
from ponte.demo import wording
from ponte.demo.cast import ORDERS
from ponte.demo.filing import file
from ponte.demo.life import Happening, Life
from ponte.demo.population import Population
from ponte.demo.rota import Rota
from ponte.demo.shapes import RELEASED, Arrival, arrivals
from ponte.demo.story import Story
from ponte.demo.themes import Theme
from ponte.demo.voices import Library, Voice
from ponte.demo.world import World
from ponte.events.recording import SYSTEM
from ponte.tickets.models import NEVER, Message, MessageKind, Ticket
from ponte.tickets.states import Channel, Priority

CHANNELS = {
    Channel.EMAIL: 0.7,
    Channel.FORM: 0.13,
    Channel.PHONE: 0.06,
    Channel.CHAT: 0.07,
    Channel.MESSAGE: 0.03,
    Channel.SOCIAL: 0.01,
}
PHOTOS = ("photo-1.jpg", "photo-2.jpg", "photo-3.jpg", "label.jpg", "receipt.pdf")


class Teller:
    """Makes the stories of a world, in order of time."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self.world, self.rng = world, rng
        self.library = Library()
        self.population = Population(world, rng)
        self.rota = Rota(world.company, world.now, rng)
        self.faults: list[tuple[Life, Theme]] = []

    def tell(self) -> None:
        for arrival in arrivals(self.world.now, self.rng):
            life = self.one(arrival)
            self.world.lives.append(life)
            if life.ticket.is_closed and arrival.theme.fault and not life.ticket.is_spam:
                self.faults.append((life, arrival.theme))
            elif life.ticket.waiting_since and self.rng.random() < 0.6:
                self.world.unread.add(id(life.ticket))

    def one(self, arrival: Arrival) -> Life:
        """Live through one ticket, as far as it has come by now."""
        rng, company, at = self.rng, self.world.company, arrival.at
        before, theme = self._closed_lately(at) if rng.random() < 0.025 else (None, None)
        theme = theme or arrival.theme
        customer = before.ticket.requester if before else self.population.choose(arrival.language, at)
        language = customer.language
        voice = Voice(self.library, theme, customer, language, rng)
        channel = Channel.EMAIL if before else rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        fleet = customer.organisation is not None and channel == Channel.EMAIL
        orders = theme.team == ORDERS and channel == Channel.EMAIL and rng.random() < 0.5
        mailbox = company.mailboxes["pro" if fleet else "orders" if orders else "support"]
        state = company.states["new"]
        ticket = Ticket(
            subject=f"Re: {before.ticket.subject}"[:500] if before else voice.subject(),
            state=state,
            state_type=state.type,
            priority=Priority.NORMAL,
            type=theme.type,
            channel=channel,
            language=language,
            brand=mailbox.brand,
            team=mailbox.team,
            requester=customer,
            mailbox_address=mailbox.address if channel in (Channel.EMAIL, Channel.FORM) else "",
            created_at=at,
            due_at=NEVER,
        )
        life = Life(company, ticket, subject_follows=before)
        opening = voice.customer("again") if before else voice.opening(short=channel not in (Channel.EMAIL,))
        life.begin(self.message(life, voice, customer, opening, at))
        if rng.random() < 0.012:
            self._spam(life, at)
            return life
        Story(self, life, voice, theme).run()
        return life

    def message(
        self,
        life: Life,
        voice: Voice,
        customer: Customer,
        text: str,
        at: datetime,
        *,
        automatic: bool = False,
    ) -> Message:
        """A customer's message with the habits of their mail program."""
        rng, ticket = self.rng, life.ticket
        mailed = ticket.channel in (Channel.EMAIL, Channel.FORM) and (life.messages or ticket.channel != Channel.FORM)
        answers = [row for row in life.messages if row.agent is not None and row.kind == MessageKind.PUBLIC]
        quotes = bool(mailed and answers and not automatic and rng.random() < 0.6)
        address = self.world.crowd.address_of(customer)
        message = wording.from_customer(
            customer,
            address,
            text,
            at,
            subject=f"Re: {ticket.subject}" if life.messages else ticket.subject,
            channel=Channel.EMAIL if mailed else Channel(ticket.channel),
            to=[ticket.mailbox_address] if mailed else (),
            signature=voice.choose("phone") if mailed and not automatic and rng.random() < 0.14 else "",
            quoting=answers[-1] if quotes else None,
            external_id=f"<{rng.getrandbits(72):018x}@{address.partition('@')[2]}>" if mailed else None,
            as_html=bool(mailed and rng.random() < 0.35),
            is_automatic=automatic,
        )
        if not automatic and rng.random() < 0.05:
            file(life, message, [rng.choice(PHOTOS)])
        return message

    def tag(self, life: Life, tags: tuple[str, ...], at: datetime) -> None:
        """Tags come by rule at the first minute; those of firmware 4.2 only since it is out."""
        released = self.world.now - timedelta(days=RELEASED + 1)
        for name in tags:
            if name not in ("rev-c", "firmware-4.2") or at > released:
                life.tag(name, by=SYSTEM, at=at)

    def bounce(self, customer: Customer, address: str, at: datetime) -> None:
        """Mail to this address comes back for good."""
        identity = self.world.crowd.identity_of(address)
        identity.bounced_at, identity.bounce_reason = at, "550 5.1.1 user unknown"
        data = {"value": address, "reason": "550 5.1.1 user unknown"}
        self.world.happenings.append(
            Happening(at, "customer.identity_bounced", SYSTEM, customer, None, customer, data)
        )

    def _spam(self, life: Life, at: datetime) -> None:
        subject, text = self.rng.choice(self.library.inside["spam"])
        first = life.messages[0]
        life.ticket.subject = first.subject = subject
        first.text, first.reply_text, first.html, first.segments = text, "", "", [["reply", text]]
        life.ticket.snippet = text[:240]
        later = at + timedelta(minutes=self.rng.randrange(20, 300))
        if later < self.world.now:
            life.mark_spam(by=self.rota.coordinator, at=later)
            life.enter(self.world.company.states["closed"], by=self.rota.coordinator, at=later)

    def _closed_lately(self, at: datetime) -> tuple[Life, Theme] | tuple[None, None]:
        """A fault that was thought to be over, and comes back as a follow-up."""
        recent = [
            (life, theme)
            for life, theme in self.faults[-200:]
            if life.ticket.closed_at and timedelta() < at - life.ticket.closed_at < timedelta(days=30)
        ]
        return self.rng.choice(recent) if recent else (None, None)


def tell(world: World, rng: random.Random) -> None:
    """Add the generated history to the world."""
    Teller(world, rng).tell()
