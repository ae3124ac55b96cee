"""Routes, what tickets need, and where each ticket stands with the router."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ponte.lib import clock
from ponte.team.models import Agent, Team
from ponte.team.schedules.models import Schedule
from ponte.team.skills.models import Skill
from ponte.tickets.models import Ticket
from ponte.tickets.routing.ways import Match, Way


class Route(models.Model):
    """A queue. A new ticket takes the first route whose conditions it fits.

    `team`: where it goes; None leaves it with the team that it has.
    `overflow`: [[minutes, team], ...]: who may get it too after so long without anybody.
    `sticky_days`: prefer who helped this customer within so many days; 0 does not.
    `silent_minutes`: take it from somebody who does nothing while the customer waits, counted by `schedule`
    (None: by the calendar). `gone_minutes`: take it from somebody who is away or off shift. None never does.
    """

    position = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)
    name = models.CharField(max_length=80, unique=True)
    conditions = models.JSONField(default=dict, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="routes")
    way = models.CharField(max_length=8, choices=Way, default=Way.LOAD)
    match = models.CharField(max_length=8, choices=Match, default=Match.PREFER)
    sticky_days = models.SmallIntegerField(default=0)
    overflow = models.JSONField(default=list, blank=True)
    silent_minutes = models.IntegerField(null=True, blank=True)
    gone_minutes = models.IntegerField(null=True, blank=True)
    schedule = models.ForeignKey(Schedule, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_name(self) -> str:
        """This route's word in the journal."""
        return f"route:{self.pk}"


class Requirement(models.Model):
    """Tickets that fit `conditions` need `skill`, whatever their route."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="requirements")
    level = models.SmallIntegerField(default=1)
    is_must = models.BooleanField(default=True)
    conditions = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.skill_id} at {self.level}"

    @property
    def journal_name(self) -> str:
        """This requirement's word in the journal."""
        return f"requirement:{self.pk}"


class Place(models.Model):
    """Where an unsolved ticket stands with the router.

    `waits`: somebody is to be found; `since`: from when on; `stage`: how far it has overflowed.
    `teams`, `must`: who may get it, as words that an agent's own must contain (see `placing.words_of`).
    `agent`, `given_at`: whom the router gave it to; None once people have dealt with it.
    `tried`: who had it and is not to get it again. `next_at`: when to look at it; None: not before something happens.
    `told`: the reasons that were last told while nobody could take it.
    """

    ticket = models.OneToOneField(Ticket, primary_key=True, on_delete=models.CASCADE, related_name="place")
    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="places")
    waits = models.BooleanField(default=True)
    since = models.DateTimeField(default=clock.now)
    stage = models.SmallIntegerField(default=0)
    teams = ArrayField(models.BigIntegerField(), default=list)
    must = ArrayField(models.CharField(max_length=24), default=list)
    agent = models.ForeignKey(Agent, null=True, on_delete=models.SET_NULL, related_name="given")
    given_at = models.DateTimeField(null=True)
    tried = ArrayField(models.BigIntegerField(), default=list)
    next_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="place_next"),
            models.Index(fields=["ticket"], condition=Q(waits=True), name="place_waits"),
        ]

    def __str__(self) -> str:
        return f"#{self.ticket_id} by {self.route_id}"


class Desk(models.Model):
    """An agent as the router knows them; locked while their load is counted and added to.

    `woken`: how often they may have become able to take more since that was last looked at.
    `gone_since`: away or off shift since then.
    """

    agent = models.OneToOneField(Agent, primary_key=True, on_delete=models.CASCADE, related_name="desk")
    woken = models.IntegerField(default=0)
    gone_since = models.DateTimeField(null=True)
    last_given = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["agent"], condition=Q(woken__gt=0), name="desk_woken")]

    def __str__(self) -> str:
        return f"desk of {self.agent_id}"


def _fresh() -> int:
    return secrets.randbits(62)


class Router(models.Model):
    """The installation's one row: which states weigh, and how far tickets have been looked at since a change.

    `revision`: changes with the routes, so that processes may remember them; drawn by lot, as a change that is
    rolled back must not leave its number to another. `after`: the ticket reached by a sweep; None: none is going.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    revision = models.BigIntegerField(default=_fresh)
    after = models.BigIntegerField(null=True)
    counts_pending = models.BooleanField(default=False)
    counts_on_hold = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.revision)

    @classmethod
    def turn(cls) -> None:
        """Say that the rules changed, and have the waiting tickets looked at again."""
        cls.objects.update_or_create(pk=1, defaults={"revision": _fresh(), "after": 0})
