"""The course of one ticket: what happens next, and when, until now cuts it off."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ponte.demo import routed, wording
from ponte.demo.filing import file
from ponte.demo.life import Life
from ponte.demo.themes import Theme
from ponte.demo.voices import Voice
from ponte.events.recording import SYSTEM
from ponte.team.models import Agent
from ponte.tickets.models import Delivery
from ponte.tickets.states import Channel, Priority

if TYPE_CHECKING:
    from ponte.demo.stories import Teller

CLOSES_AFTER = timedelta(days=4)
GIVES_UP_AFTER = timedelta(days=6)
CONVERSES = (Channel.CHAT, Channel.MESSAGE, Channel.SOCIAL)


class Over(Exception):
    """The next act lies after now."""


class Story:
    """Acts on one life in order of time."""

    def __init__(self, teller: Teller, life: Life, voice: Voice, theme: Theme) -> None:
        self.teller, self.life, self.voice, self.theme = teller, life, voice, theme
        self.rng, self.rota, self.now = teller.rng, teller.rota, teller.world.now
        self.company, self.inside = teller.world.company, teller.library.inside
        self.at = life.ticket.created_at
        self.customer = life.ticket.requester
        self.agent: Agent = self.rota.agent_for(life.ticket.language, theme.team)
        self.angry = self.rng.random() < theme.angry
        self.silent = False  # the customer never answered

    def run(self) -> None:
        """Live until solved and closed, or until now."""
        try:
            self.triage()
            self.wait_and_chase()
            if self.voice.angle.closes and self.rng.random() < self.theme.at_once:
                self.reply(self.voice.plot[0], "solved")
            else:
                self.ask_inside()
                self.reply(self.voice.plot[0], "pending")
                self.go_on()
            self.afterwards()
        except Over:
            return

    def triage(self) -> None:
        """Tags by rule, a priority, and the team that it belongs to."""
        life, theme = self.life, self.theme
        self.teller.tag(life, theme.tags, self.at)
        if self.rng.random() < theme.high:
            urgent = theme.key == "theft" and self.rng.random() < 0.4
            life.prioritise(Priority.URGENT if urgent else Priority.HIGH, by=SYSTEM, at=self.at)
        if life.ticket.brand.name == "Velora Pro":
            life.tag("fleet", by=SYSTEM, at=self.at)
        self.reply_at = self.rota.first_reply(self.at, self.agent, life.ticket.language, life.ticket.priority)
        if life.ticket.team is None:
            by_rule = self.rng.random() < 0.35
            when = self.at if by_rule else self.at + (self.reply_at - self.at) * self.rng.uniform(0.1, 0.6)
            if when < self.now:
                life.move(self.company.teams[theme.team], by=SYSTEM if by_rule else self.rota.coordinator, at=when)

    def wait_and_chase(self) -> None:
        """Those who wait long write again; some lose their temper."""
        patience = timedelta(hours=20 if not self.angry else 9)
        if self.reply_at - self.at > patience and self.rng.random() < 0.5:
            self.to(self.at + patience * self.rng.uniform(0.5, 0.95))
            self.write(self.voice.customer("angry" if self.angry else "chasers"))
        self.to(self.reply_at)
        routed.hand(self.life, self.agent, at=self.at, now=self.now)

    def ask_inside(self) -> None:
        """A note, a question to a department, or nothing."""
        theme, rng = self.theme, self.rng
        if theme.asked and rng.random() < 0.2:
            key = theme.asked.lower()
            specialist = self.rota.specialist(theme.asked)
            self.note(self.agent, rng.choice(self.inside["specialists"][key]))
            self.life.enter(self.company.states[f"with_{key}"], by=self.agent, at=self.at)
            self.to(self.rota.next_reply(self.at + timedelta(hours=rng.uniform(0.4, 6)), specialist, Priority.LOW))
            self.note(specialist, rng.choice(self.inside["verdicts"][key]))
            self.later(20, 0.8)
        elif rng.random() < 0.12:
            self.note(self.agent, rng.choice(self.inside["notes"] + self.inside["about"].get(theme.key, [])))

    def go_on(self) -> None:
        """The customer answers (or not), and the matter comes to an end."""
        rng, voice = self.rng, self.voice
        if rng.random() < 0.17:
            self.to(self.at + GIVES_UP_AFTER + timedelta(hours=rng.uniform(0, 9)))
            self.reply(rng.choice(voice.general["unanswered"]), "solved")
            self.silent = True
            return
        self.later(*((1900, 0.5) if voice.angle.slow else (240, 1.2)))
        self.write(voice.answer(short=self.life.ticket.channel in CONVERSES))
        if self.angry:
            self.write(voice.customer("angry"), minutes=rng.uniform(60, 900))
            self.life.tag("angry", by=self.agent, at=self.at)
            self.to(self.rota.next_reply(self.at, self.rota.coordinator, Priority.HIGH))
            self.life.assign(self.rota.coordinator, by=self.rota.coordinator, at=self.at)
            self.agent = self.rota.coordinator
            self.reply(rng.choice(voice.general["calming"]), "pending")
            self.later(600, 0.7)
            self.write(voice.customer("chasers"))
        self.to(self.rota.next_reply(self.at, self.agent, self.life.ticket.priority))
        self.reply(voice.plot[2], "solved")

    def afterwards(self) -> None:
        """Thanks, relapses, and the lid at last."""
        rng, voice, states = self.rng, self.voice, self.company.states
        if rng.random() < 0.22 and not self.silent:
            self.later(200, 1.1, within=CLOSES_AFTER)
            self.write(voice.customer("thanks", self.agent))
            self.later(45, 0.8)
            self.life.enter(states["solved"], by=self.agent, at=self.at)
        if self.theme.fault and rng.random() < 0.1:
            self.to(self.at + timedelta(hours=rng.uniform(10, 90)))
            self.write(voice.customer("again"))
            self.to(self.rota.next_reply(self.at, self.agent, self.life.ticket.priority))
            self.reply(rng.choice(voice.general["again_reply"]), "solved")
        self.to(self.at + CLOSES_AFTER)
        self.life.enter(states["closed"], by=SYSTEM, at=self.at)

    def to(self, when: datetime) -> None:
        """Move on in time.

        Raises:
            Over: that has not happened yet.
        """
        when = max(when, self.at + timedelta(seconds=20)).replace(microsecond=0)
        if when >= self.now:
            raise Over
        self.at = when

    def later(self, median: float, spread: float, within: timedelta = timedelta(days=30)) -> None:
        """Some minutes later, often many more; at night most people sleep."""
        minutes = self.rng.lognormvariate(math.log(median), spread)
        when = self.at + min(timedelta(minutes=minutes), within * 0.95)
        zone = wording.ZONES[self.life.ticket.language]
        if when.astimezone(zone).hour < 7 and self.rng.random() < 0.85:
            when += timedelta(hours=7 - when.astimezone(zone).hour + self.rng.random())
        self.to(when)

    def write(self, text: str, minutes: float = 0.0) -> None:
        """The customer writes."""
        if minutes:
            self.to(self.at + timedelta(minutes=minutes))
        self.life.receive(self.teller.message(self.life, self.voice, self.customer, text, self.at))

    def note(self, agent: Agent, text: str) -> None:
        agents = self.company.agents
        self.life.note(agent, wording.composed(text, agents), self.at, wording.mentioned(text, agents))

    def reply(self, text: str, state: str) -> None:
        """The agent answers; now and then a machine answers back."""
        life, rng = self.life, self.rng
        converses = life.ticket.channel in CONVERSES
        first = life.ticket.first_replied_at is None
        words = self.voice.reply(text, self.agent, short=converses, first_time=first)
        address = self.teller.world.crowd.address_of(self.customer)
        bounces = not converses and rng.random() < 0.004
        message = life.reply(
            self.agent,
            wording.composed(words, {}),
            self.at,
            state=self.company.states[state],
            channel=Channel(life.ticket.channel) if converses else Channel.EMAIL,
            to=[address],
            delivery=Delivery.BOUNCED if bounces else Delivery.SENT,
            detail=f"refused: 550 5.1.1 <{address}>: user unknown" if bounces else "",
        )
        if bounces:
            self.teller.bounce(self.customer, address, self.at)
            raise Over
        if self.theme.file and text is self.voice.plot[-1]:
            file(life, message, [self.theme.file])
        if not converses and rng.random() < 0.012:
            self.to(self.at + timedelta(seconds=70))
            text = self.voice.customer("out_of_office")
            life.receive(self.teller.message(life, self.voice, self.customer, text, self.at, automatic=True))
