"""Puts the demo world together in memory."""

from __future__ import annotations

import random
from datetime import datetime

from ponte.demo import deadlines, incoming_mail, outgoing_mail, stories
from ponte.demo.company import Company
from ponte.demo.life import Happening
from ponte.demo.people import Crowd
from ponte.demo.showcase import Showcase
from ponte.demo.world import World
from ponte.events.recording import SYSTEM
from ponte.tickets.sla import rulebook

ORGANISATIONS = (
    ("Hotel Miramonti", "hotelmiramonti.example", "Velora Pro. Lake hotel in Caldaro; wants 12 Corso on lease."),
    ("Swiftpedal Couriers", "swiftpedal.example", "Velora Pro. 20 Lido Cargo in Bristol, serviced until 2028."),
    ("Bici & Città", "bicietcitta.example", "Press."),
    ("Studio Fabbri", "studiofabbri.example", ""),
    ("Talleres Monegros", "talleresmonegros.example", ""),
    ("Brightwell Builders", "brightwell-builders.example", ""),
)


def build(company: Company, now: datetime, seed: int) -> World:
    """The world as it stands at `now`, numbered and ready to be written."""
    crowd = Crowd(now)
    for name, domain, notes in ORGANISATIONS:
        crowd.organise(name, domain, notes)
    world = World(now, company, crowd)
    Showcase(world).add()
    stories.tell(world, random.Random(seed))  # noqa: S311
    for customer in crowd.customers:
        world.happenings.append(
            Happening(
                customer.created_at,
                "customer.created",
                SYSTEM,
                customer,
                None,
                customer,
                {"organisation": customer.organisation},
            )
        )
    book = rulebook.current()
    for life in world.lives:
        deadlines.run(life, book, now)
    world.number()
    incoming_mail.add(world)
    outgoing_mail.add(world)
    return world
