"""Changes tickets as a busy team does, in a process of its own."""

from __future__ import annotations

import random
import signal
import threading
import time

from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, receiving
from ponte.tickets.choosing_states import default_state
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority, StateType

A_SECOND = 50


def change_on() -> None:
    """Change tickets until told to stop, fifty times a second at the most; says how many a second it came to."""
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    chance = random.Random(7)
    agents = [agent for agent in Agent.objects.filter(is_active=True)[:30] if agent.may_write]
    tickets = list(Ticket.objects.unsolved().select_related("requester")[:2000])
    print("changing", flush=True)
    begun, made = time.perf_counter(), 0
    while not stopped.wait(max(0.0, begun + made / A_SECOND - time.perf_counter())):
        _change(chance.choice(tickets), agents, chance)
        made += 1
    print(round(made / (time.perf_counter() - begun), 1))


def _change(ticket: Ticket, agents: list[Agent], chance: random.Random) -> None:
    by, kind = chance.choice(agents), chance.random()
    if kind < 0.4:
        changing.set_priority(ticket, chance.choice(list(Priority)), by=by)
    elif kind < 0.7:
        changing.assign(ticket, by, by=by)
    elif kind < 0.9:
        receiving.receive(ticket, ticket.requester, Incoming(text="Un altro dettaglio", at=clock.now()))
    else:
        changing.set_state(ticket, default_state(chance.choice([StateType.OPEN, StateType.PENDING])), by=by)
