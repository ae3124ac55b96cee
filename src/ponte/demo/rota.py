"""Who answers, and when: languages, teams and working hours."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta

from ponte.demo.cast import STAFF
from ponte.demo.company import Company
from ponte.demo.shapes import working_minutes
from ponte.demo.staffing import COLLEAGUES
from ponte.team.models import Agent
from ponte.tickets.sla.defaults import REPLY_TARGETS
from ponte.tickets.states import Priority

IMPROVED = timedelta(days=18)  # a rule since then sends battery tickets straight to their team
MEDIAN_BEFORE, MEDIAN_SINCE = 52.0, 36.0  # working minutes to a first reply
SHORT_OF_STAFF = {"uk": 2.6}


class Rota:
    """The people on duty."""

    def __init__(self, company: Company, now: datetime, rng: random.Random) -> None:
        self.company, self.now, self.rng = company, now, rng
        self.coordinator = company.agents["giulia"]
        self.people = [person for person in (*STAFF, *COLLEAGUES) if person.role in ("agent", "coordinator")]

    def agent_for(self, language: str, team: str) -> Agent:
        """Somebody who speaks the language, of the team where possible."""
        weights = []
        for person in self.people:
            fluent = 6.0 if person.languages[0] == language else 1.0 if language in person.languages else 0.0
            busy = 0.35 if person.key == "giulia" else 1.0
            weights.append(fluent * (3.0 if team in person.teams else 0.4) * busy)
        return self.company.agents[self.rng.choices(self.people, weights)[0].key]

    def specialist(self, team: str) -> Agent:
        """The department's person."""
        return self.company.agents[{"Product": "product", "IT": "it", "Sales": "sales"}[team]]

    def first_reply(self, at: datetime, agent: Agent, language: str, priority: int) -> datetime:
        """When the first answer goes out."""
        median = MEDIAN_SINCE if at > self.now - IMPROVED else MEDIAN_BEFORE
        median *= SHORT_OF_STAFF.get(language, 1.0) * (0.5 if priority >= Priority.HIGH else 1.0)
        return self._moment(at, median, 1.05, agent, priority)

    def next_reply(self, at: datetime, agent: Agent, priority: int) -> datetime:
        """When a later answer goes out."""
        return self._moment(at, 70.0, 0.9, agent, priority)

    def _moment(self, at: datetime, median: float, spread: float, agent: Agent, priority: int) -> datetime:
        minutes = max(2.0, self.rng.lognormvariate(math.log(median), spread))
        when = working_minutes(at, minutes, agent.time_zone)
        target = REPLY_TARGETS[Priority(priority)]
        if when > self.now and at + target < self.now and self.rng.random() < 0.95:
            # Deadlines run through nights and Sundays, and somebody is on call: few are late at any moment.
            return at + target * self.rng.uniform(0.1, 0.8)
        return when
