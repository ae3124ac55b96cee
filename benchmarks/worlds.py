"""The generator: tickets of three years with their people, messages and events."""

from __future__ import annotations

import json
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.contrib.auth.hashers import make_password

from benchmarks import copylines, texts
from benchmarks.progress import Progress
from ponte.customers.models import Customer, Identity, Organisation
from ponte.demo import company
from ponte.events import partitions
from ponte.events.models import Event
from ponte.team.models import Agent, Membership, Role
from ponte.tickets.models import NEVER, Message, Ticket
from ponte.tickets.states import StateType

SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000}
YEARS = timedelta(days=3 * 365)
PASSWORD = "a bridge over still water"
LANGUAGES = ("it", "en", "es", "pt-br", "uk")
LENGTHS = (2, 3, 4, 5, 6, 8, 10, 12, 20)  # messages a ticket, five on average
SHARES = (0.12, 0.20, 0.22, 0.18, 0.11, 0.08, 0.05, 0.025, 0.015)


@dataclass
class Numbers:
    """What the generator remembers between tables."""

    messages: int = 0
    events: int = 0
    unsolved: int = 0
    long_tickets: list[int] = field(default_factory=list)


class Builder:
    """Fills an empty, migrated database."""

    def __init__(self, size: int, now: datetime, say: Progress) -> None:
        self.size, self.now, self.say = size, now, say
        self.rng = random.Random(size)
        self.pool = texts.pool(self.rng, 1500, 48)
        self.numbers = Numbers()
        self.customers = max(200, size // 10)

    def build(self) -> Numbers:
        """Write everything, row by row of each table."""
        partitions.ensure(first=(self.now - YEARS).date())
        made = company.found(self.now)
        self.states = {kind: made.states[StateType(kind).name.lower()].pk for kind in StateType}
        self.brand = made.brands["velora"].pk
        self.agents = [row.pk for row in made.agents.values() if row.role in (Role.AGENT, Role.COORDINATOR)]
        self.teams = [row.pk for row in made.teams.values()]
        self._hire(28)
        Agent.objects.update(password=make_password(PASSWORD))
        self._people()
        self._tickets()
        self._messages()
        self._events()
        return self.numbers

    def _hire(self, count: int) -> None:
        rows = Agent.objects.bulk_create(
            Agent(email=f"agent{n}@velora.example", name=f"Agent {n}", role=Role.AGENT, password="!")
            for n in range(count)
        )
        Membership.objects.bulk_create(
            Membership(agent=row, team_id=self.teams[n % len(self.teams)]) for n, row in enumerate(rows)
        )
        self.agents += [row.pk for row in rows]

    def _people(self) -> None:
        at, step = str(self.now - YEARS), self.customers
        organisations = [f"Company {n}" for n in range(max(5, self.size // 1000))]
        Organisation.objects.bulk_create(
            [Organisation(name=name, domains=[f"c{n}.example"]) for n, name in enumerate(organisations)]
        )
        statement, line, order = copylines.pattern(Customer, ("id", "name", "language"), created_at=at)
        assert order == ["id", "name", "language"]
        copylines.load(statement, (line % (n, f"Customer {n}", LANGUAGES[n % 5]) for n in range(1, step + 1)))
        statement, line, order = copylines.pattern(
            Identity, ("id", "customer_id", "value"), is_primary=True, verified_at=at, created_at=at
        )
        assert order == ["id", "customer_id", "value"]
        copylines.load(statement, (line % (n, n, f"c{n}@mail{n % 97}.example") for n in range(1, step + 1)))

    def _plan(self, rng: random.Random) -> Iterator[tuple[int, int, int, int, int, str, datetime]]:
        """For each ticket: number, length, requester, state, assignee, language, begin. The same each time."""
        cumulated = [sum(SHARES[: n + 1]) for n in range(len(SHARES))]
        span, recent = YEARS / self.size, self.size - self.size // 50
        random_, agents = rng.random, self.agents
        for number in range(1, self.size + 1):
            length = LENGTHS[min(bisect(cumulated, random_()), len(LENGTHS) - 1)]
            requester = 1 + int(self.customers * random_() ** 1.7)
            unsolved = random_() < (0.7 if number > recent else 0.0112)
            if unsolved:
                state = (1, 2, 2, 3, 3, 4)[int(6 * random_())]
            else:
                state = 5 if number > recent - self.size // 40 else 6
            assignee = agents[int(len(agents) * random_())] if state > 1 or random_() < 0.3 else 0
            at = self.now - YEARS + span * number - timedelta(hours=15)
            yield number, length, requester, state, assignee, LANGUAGES[requester % 5], at

    def _tickets(self) -> None:
        varying = (
            "id subject state_id state_type priority tags language team_id assignee_id requester_id snippet"
            " message_count last_message_id last_public_from_customer created_at updated_at waiting_since due_at"
            " first_replied_at solved_at closed_at"
        ).split()
        statement, line, order = copylines.pattern(Ticket, varying, brand_id=self.brand)
        assert order == varying, order
        rng, pick = random.Random(7), random.Random(8)
        tags = ["{battery}", "{delivery-delay}", "{invoice}", "{return}", "{}", "{}", "{motor,warranty}"]

        def lines() -> Iterator[str]:
            messages = 0
            for number, length, requester, state, assignee, language, at in self._plan(rng):
                messages += length
                words, chance = self.pool[language], pick.random
                begun, last = str(at), _moment(at, length - 1)
                waiting = last if state <= 2 else "\\N"
                if state <= 4:
                    self.numbers.unsolved += 1
                if length >= (20 if self.size > 5000 else 8) and state == 2 and len(self.numbers.long_tickets) < 200:
                    self.numbers.long_tickets.append(number)
                done = last if state >= 5 else "\\N"
                due = str(datetime.fromisoformat(last) + timedelta(hours=8)) if state <= 2 else str(NEVER)
                yield line % (
                    number, words[int(1500 * chance())][:70], self.states[StateType(state)], state,
                    (2, 2, 2, 2, 1, 3, 4)[int(7 * chance())], tags[int(7 * chance())], language,
                    self.teams[int(len(self.teams) * chance())] if chance() < 0.95 else "\\N", assignee or "\\N",
                    requester, words[int(1500 * chance())], length, messages, "t" if state <= 2 else "f",
                    begun, last, waiting, due, _moment(at, 1), done, done if state == 6 else "\\N",
                )  # fmt: skip
                self.say.at("tickets", number, self.size)
            self.numbers.messages = messages

        copylines.load(statement, lines())

    def _messages(self) -> None:
        varying = "id ticket_id kind customer_id agent_id sender_address text language delivery created_at".split()
        statement, line, order = copylines.pattern(Message, varying)
        assert order == varying, order
        rng, chance = random.Random(7), random.Random(9).random

        def lines() -> Iterator[str]:
            message, total = 0, self.numbers.messages
            for number, length, requester, state, assignee, language, at in self._plan(rng):
                words, mail = self.pool[language], f"c{requester}@mail{requester % 97}.example"
                agent = assignee or self.agents[number % len(self.agents)]
                for place in range(length):
                    message += 1
                    ours = place % 2 == 1 if place < length - 1 else state > 2
                    note = ours and place > 2 and place < length - 1 and chance() < 0.2
                    yield line % (
                        message, number, "note" if note else "public", "\\N" if ours else requester,
                        agent if ours else "\\N", "" if ours else mail, words[int(1500 * chance())], language,
                        "sent" if ours and not note else "", _moment(at, place),
                    )  # fmt: skip
                self.say.at("messages", message, total)

        copylines.load(statement, lines())

    def _events(self) -> None:
        varying = "id at kind subject ticket_id customer_id actor data".split()
        statement, line, order = copylines.pattern(Event, varying)
        assert order == varying, order
        rng = random.Random(7)
        created = json.dumps({"channel": "email", "brand": 1, "priority": 2, "language": "it", "message": 1})
        changed = json.dumps({"old": 1, "new": 2, "old_type": 1, "new_type": 2})

        def lines() -> Iterator[str]:
            event = 0
            for number, _, requester, _, assignee, _, at in self._plan(rng):
                subject, agent = f"ticket:{number}", f"agent:{assignee or self.agents[0]}"
                for kind, by, hours, data in (
                    ("ticket.created", f"customer:{requester}", 0, created),
                    ("ticket.replied", agent, 1, '{"message": 1, "channel": "email"}'),
                    ("ticket.state_changed", agent, 1, changed),
                ):
                    event += 1
                    yield line % (event, _moment(at, hours), kind, subject, number, requester, by, data)
                self.say.at("events", number, self.size)
            self.numbers.events = event

        copylines.load(statement, lines())


def _moment(begun: datetime, hours: int) -> str:
    """So many half hours after the beginning."""
    return str(begun + timedelta(minutes=30 * hours))


def clock_of(world: datetime | None = None) -> datetime:
    """The moment at which a world ends."""
    return (world or datetime.now(UTC)).replace(microsecond=0)
