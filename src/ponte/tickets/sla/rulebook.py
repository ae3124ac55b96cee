"""The policies as they stand, remembered by each process until they change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from ponte.lib import clock
from ponte.lib.business_time import ALWAYS, BusinessTime, Timeline
from ponte.team.schedules import reckoning
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.matching import matches
from ponte.tickets.conditions.parsing import parse
from ponte.tickets.conditions.tree import Node, tests_of
from ponte.tickets.models import Ticket
from ponte.tickets.sla.models import Policy, PolicyVersion

Stamp = tuple[object, ...]
# Both may change what a deadline is; together they cost one statement.
STAMP = """
    SELECT (SELECT revision FROM sla_rulebook WHERE id = 1), count(*), max(id), max(valid_from)
    FROM schedules_scheduleversion
"""
ALWAYS_MATTERS = frozenset({"priority", "is_spam"})  # targets are by priority; spam has no deadlines
ALSO = {"state": ("state_type",), "is_spam": ("spam",)}


@dataclass(frozen=True)
class Rule:
    """An active policy. `node` None: its conditions are no longer understood, so it rules nothing."""

    policy: Policy
    version: PolicyVersion
    node: Node | None


@dataclass(frozen=True)
class Rulebook:
    """All active policies in order."""

    stamp: Stamp
    rules: tuple[Rule, ...]
    timelines: Mapping[int, Timeline] = field(default_factory=dict)
    versions: dict[int, PolicyVersion] = field(default_factory=dict)

    def ruling(self, ticket: Ticket, at: datetime | None = None) -> PolicyVersion | None:
        """The version of the first policy that matches."""
        context = Context(at=at or clock.now())
        for rule in self.rules:
            if rule.node is not None and matches(rule.node, ticket, context):
                return rule.version
        return None

    def cares(self, changed: Collection[str]) -> bool:
        """Whether a change of these fields of a ticket may change what is promised."""
        if not changed:
            return False
        if not ALWAYS_MATTERS.isdisjoint(changed):
            return True
        spoken = {test.field for rule in self.rules if rule.node is not None for test in tests_of(rule.node)}
        keys = {key for name in changed for key in (name, *ALSO.get(name, ()))}
        about_customer = "requester" in changed and any(one.section == "customer" for one in spoken)
        return about_customer or not keys.isdisjoint(one.key for one in spoken)

    def version(self, number: int) -> PolicyVersion:
        """Any version, past ones too."""
        if number not in self.versions:
            self.versions[number] = PolicyVersion.objects.get(pk=number)
        return self.versions[number]

    def time_of(self, number: int) -> BusinessTime:
        """The time by which a version's clocks run."""
        schedule = self.version(number).schedule_id
        return ALWAYS if schedule is None else self.timelines[schedule]


_known: Rulebook | None = None


def current() -> Rulebook:
    """The policies as this transaction sees them; one small query while nothing has changed."""
    global _known
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        stamp = cursor.fetchone()
    if _known is None or _known.stamp != stamp:
        _known = _read(stamp)
    return _known


def _read(stamp: Stamp) -> Rulebook:
    rows = Policy.objects.filter(is_active=True, current__isnull=False).select_related("current")
    rules = tuple(Rule(row, row.current, understood(row.current)) for row in rows if row.current)
    return Rulebook(stamp, rules, reckoning.timelines(), {rule.version.pk: rule.version for rule in rules})


def understood(version: PolicyVersion) -> Node | None:
    """A version's conditions; None when they are not lawful any more (a field is gone)."""
    try:
        return parse(version.conditions, has_reader=False)
    except InvalidConditions:
        return None
