"""Links, a merge, checklists, templates, time, a reply at a time and a bulk change, made by the real behaviours."""

from __future__ import annotations

import random
from datetime import timedelta

from ponte.demo.cast import BATTERY, BIKES, ORDERS
from ponte.demo.world import World
from ponte.team.models import Agent, Team
from ponte.tickets import addressees, changing
from ponte.tickets.bulk import starting, working
from ponte.tickets.checklists import keeping as checklists
from ponte.tickets.checklists import listing, ticking
from ponte.tickets.later import scheduling
from ponte.tickets.links import linking
from ponte.tickets.links.roles import Role
from ponte.tickets.merges import merging
from ponte.tickets.models import Ticket
from ponte.tickets.states import TicketType
from ponte.tickets.templates import keeping as templates
from ponte.tickets.timing.models import TimeEntry

WARRANTY = ["! Serial number", "! Receipt", "Photos of the damage", "Dealer told"]
REPLIES = {
    "it": "<p>Ciao, il pezzo è arrivato in magazzino. Ti scriviamo appena parte.</p>",
    "es": "<p>Hola, la pieza ya está en el almacén. Te escribimos en cuanto salga.</p>",
    "uk": "<p>Вітаємо! Деталь уже на складі. Напишемо, щойно її буде відправлено.</p>",
    "pt-br": "<p>Olá, a peça chegou ao depósito. Escrevemos assim que sair.</p>",
    "en": "<p>Hello, the part has come in. We will write as soon as it leaves.</p>",
}


def add(world: World, seed: int) -> None:
    """Give some tickets of the written world what people do with them."""
    agents, now = world.company.agents, world.now
    giulia = agents["giulia"]
    battery, bikes, orders = (_open(world, team) for team in (BATTERY, BIKES, ORDERS))
    problem, *incidents = battery[:4]
    changing.set_type(problem, TicketType.PROBLEM, by=giulia, at=now)
    for each in incidents:
        linking.link(problem, Role.INCIDENT, each, by=giulia, at=now)
    for number, each in enumerate(bikes[1:3]):
        linking.link(bikes[0], Role.PART if number else Role.RELATED, each, by=agents["beatriz"], at=now)
    _lists(giulia, bikes[0])
    _waits(orders, agents["mateo"], world)
    _merge(giulia, world)
    _time(world, random.Random(seed))  # noqa: S311 (a world to look at, not a secret)
    chosen = Ticket.objects.filter(pk__in=[each.pk for each in battery[:4]])
    starting.start(chosen, "tag", "revision-c", by=giulia, at=now)
    working.drain()


def _open(world: World, team: str) -> list[Ticket]:
    """Unsolved tickets of a team, the newest first, but for the one in our pictures."""
    landmark = world.landmark[0].ticket.pk if world.landmark else 0
    rows = Ticket.objects.unsolved().filter(team__name=team, is_spam=False).exclude(pk=landmark)
    return list(rows.order_by("-pk")[:12])


def _lists(by: Agent, ticket: Ticket) -> None:
    kept = checklists.keep(None, "Warranty case", checklists.parse("\n".join(WARRANTY)), by=by)
    checklists.keep(
        None, "Return of a bike", checklists.parse("! Order number\nPick-up booked\nRefund asked for"), by=by
    )
    first, *_rest = listing.apply(ticket, kept, by=by)
    ticking.tick(first, True, by=by)
    templates.keep(
        None,
        {
            "name": "Warranty case by phone",
            "subject": "Warranty: ",
            "text": "Called about a warranty case. Bought at:\nSerial number:\nWhat happened:",
            "is_note": True,
            "team": Team.objects.get(name=BIKES),
            "tags": ["warranty"],
            "checklist": kept,
        },
        by=by,
    )


def _waits(tickets: list[Ticket], by: Agent, world: World) -> None:
    """A reply that goes out tomorrow."""
    for ticket in tickets:
        to = addressees.usual(ticket)
        if to and ticket.waiting_since is None:
            html = REPLIES.get(ticket.language, REPLIES["en"])
            scheduling.schedule(ticket, world.now + timedelta(hours=20), by=by, html=html, to=to, at=world.now)
            return


def _merge(by: Agent, world: World) -> None:
    """Two open questions of one person become one ticket, where somebody has two."""
    rows = Ticket.objects.in_work().filter(is_spam=False, first_replied_at=None, waiting_since__isnull=False)
    landmark = world.landmark[0].ticket.pk if world.landmark else 0
    first: dict[int, Ticket] = {}
    for ticket in rows.exclude(pk=landmark).order_by("pk"):
        kept = first.setdefault(ticket.requester_id, ticket)
        if kept.pk != ticket.pk:
            merging.merge(ticket, kept, by=by, at=world.now)
            return


def _time(world: World, chance: random.Random) -> None:
    """What agents worked on the tickets of the last days."""
    since = world.now - timedelta(days=7)
    rows = Ticket.objects.filter(updated_at__gte=since).order_by("-pk")[:300]
    entries = []
    for ticket in rows:
        if ticket.assignee_id is None:
            continue
        seconds = round(chance.lognormvariate(5.6, 0.7))
        begun, ended = max(ticket.created_at, ticket.updated_at - timedelta(seconds=seconds)), ticket.updated_at
        row = TimeEntry(ticket=ticket, agent_id=ticket.assignee_id, started_at=begun, last_at=ended, seconds=seconds)
        entries.append(row)
    TimeEntry.objects.bulk_create(entries)
