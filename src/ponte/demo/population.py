"""Who writes: newcomers and old acquaintances, a few of them very often."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from ponte.customers.models import Customer, Organisation
from ponte.demo.company import read
from ponte.demo.people import Names
from ponte.demo.world import World

NEWCOMERS = 0.27
FLEETS = 0.05
DIALS = {"it": "+39 3", "es": "+34 6", "uk": "+380 6", "pt-br": "+55 11 9", "en": "+44 7"}


class Population:
    """Chooses the customer of each new ticket."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self.world, self.rng = world, rng
        self.names = Names(rng)
        self.known: dict[str, list[Customer]] = {}
        self.fleets = [world.crowd.organise(name, domain) for name, domain in read("places")["organisations"].items()]
        self.staff: dict[int, list[Customer]] = {}

    def choose(self, language: str, at: datetime) -> Customer:
        """A customer who writes in this language at this moment."""
        if language in ("it", "en") and self.rng.random() < FLEETS:
            return self._from_fleet(self.rng.choice(self.fleets), language, at)
        known = self.known.setdefault(language, [])
        if len(known) < 12 or self.rng.random() < NEWCOMERS:
            known.append(self._meet(language, at))
            return known[-1]
        rank = int(len(known) * self.rng.random() ** 1.6)
        return known[-1 - rank]

    def _meet(self, language: str, at: datetime, organisation: Organisation | None = None) -> Customer:
        rng = self.rng
        phone = f"{DIALS[language]}{rng.randrange(10, 99)} 555 {rng.randrange(100, 9999):04d}"
        earlier = timedelta(days=rng.randrange(30, 900)) if rng.random() < 0.3 else timedelta()
        return self.world.crowd.add(
            self.names.next(language),
            language,
            max(at - earlier, self.world.now - timedelta(days=380)),
            phone=phone if rng.random() < 0.4 and phone not in self.world.crowd.taken else "",
            organisation=organisation,
        )

    def _from_fleet(self, organisation: Organisation, language: str, at: datetime) -> Customer:
        staff = self.staff.setdefault(organisation.pk, [])
        if len(staff) < 3:
            staff.append(self._meet(language, at, organisation))
        same = [person for person in staff if person.language == language]
        return self.rng.choice(same or staff)
