"""Policies are made, changed, put in order and out of use. A change is a new version; running clocks keep theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.schedules.models import Schedule
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.parsing import parse
from ponte.tickets.conditions.tree import stored
from ponte.tickets.sla.models import Policy, PolicyVersion, Rulebook, Target
from ponte.tickets.states import Priority

LONGEST = 366 * 24 * 3600  # seconds
MOST_WARNINGS = 5
FIELDS = ("name", "conditions", "targets", "warn_at", "schedule")


@dataclass(frozen=True)
class Promise:
    """What a policy says: `targets` in seconds by target and priority, `warn_at` in percent."""

    name: str
    targets: Mapping[str, Mapping[int, int]]
    conditions: Mapping[str, Any] = field(default_factory=dict)
    warn_at: Sequence[int] = (75,)
    schedule: Schedule | None = None

    def as_fields(self) -> dict[str, Any]:
        """As a version keeps it."""
        return {
            "name": " ".join(self.name.split()),
            "conditions": stored(parse(dict(self.conditions), has_reader=False)) if self.conditions else {},
            "targets": {
                str(kind): {str(int(priority)): seconds for priority, seconds in each.items()}
                for kind, each in self.targets.items()
                if each
            },
            "warn_at": sorted(set(self.warn_at)),
            "schedule": self.schedule,
        }


@transaction.atomic
def make(promise: Promise, *, by: Agent | str, at: datetime | None = None) -> Policy:
    """Make a policy, first in the order: a new one is mostly for a special case.

    Raises:
        NotPermitted, ValidationError: nothing was made.
    """
    permissions.require(by, "manage_policies")
    check(promise)
    at = at or clock.now()
    everyone = list(Policy.objects.select_for_update().order_by("position", "pk"))
    policy = Policy.objects.create(position=0, created_at=at)
    _place([policy, *everyone])
    _put(policy, promise, at)
    record("policy.created", by=by, subject=policy.journal_name, at=at, name=policy.name, version=policy.current_id)
    Rulebook.turn()
    return policy


class ChangedMeanwhile(Exception):
    """Somebody else changed it since it was seen."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        super().__init__(policy.pk)


@transaction.atomic
def change(
    policy: Policy, promise: Promise, *, by: Agent | str, at: datetime | None = None, seen: int | None = None
) -> Policy:
    """Say something else from now on. Clocks that run keep what they were started with (see `renewing`).

    `seen`: the number of the version that the person began with; None asks nothing.

    Raises:
        ChangedMeanwhile: it says something else now than what was seen, and than what is wanted.
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_policies")
    check(promise)
    held = Policy.objects.select_for_update(of=("self",)).select_related("current").get(pk=policy.pk)
    old, fields = held.current, promise.as_fields()
    changed = [name for name in FIELDS if old is None or getattr(old, name) != fields[name]]
    if changed and seen is not None and seen != held.current_id:
        raise ChangedMeanwhile(held)
    if changed:
        _put(held, promise, at or clock.now())
        _tell(held, ", ".join(changed), old.pk if old else None, held.current_id, by, at)
        Rulebook.turn()
    return held


@transaction.atomic
def set_active(policy: Policy, active: bool, *, by: Agent | str, at: datetime | None = None) -> None:
    """Let it rule new tickets no more, or again."""
    permissions.require(by, "manage_policies")
    if Policy.objects.filter(pk=policy.pk, is_active=not active).update(is_active=active):
        _tell(policy, "is_active", not active, active, by, at)
        Rulebook.turn()


@transaction.atomic
def move(policy: Policy, place: int, *, by: Agent | str, at: datetime | None = None) -> None:
    """Put it at a place in the order, from 0; beyond the end means the end."""
    permissions.require(by, "manage_policies")
    everyone = list(Policy.objects.select_for_update().order_by("position", "pk"))
    old = next(number for number, one in enumerate(everyone) if one.pk == policy.pk)
    held = everyone.pop(old)
    new = max(0, min(place, len(everyone)))
    everyone.insert(new, held)
    if old != new:
        _place(everyone)
        _tell(held, "position", old + 1, new + 1, by, at)
        Rulebook.turn()


def check(promise: Promise) -> None:
    """Refuse what cannot be promised.

    Raises:
        ValidationError: by field.
    """
    wrong: dict[str, list[str]] = {}
    name = " ".join(promise.name.split())
    if not name:
        wrong["name"] = [_("Write a name for the policy.")]
    elif len(name) > 80:
        wrong["name"] = [_("Shorten the name to 80 characters.")]
    if not any(promise.targets.values()):
        wrong["targets"] = [_("Promise something: give at least one target a time.")]
    for kind, each in promise.targets.items():
        if kind not in Target.values or not all(priority in Priority.values for priority in each):
            wrong["targets"] = [_("There is no such target.")]
        elif not all(0 < seconds <= LONGEST for seconds in each.values()):
            wrong["targets"] = [_("A target lasts from a minute to a year.")]
    if len(promise.warn_at) > MOST_WARNINGS or not all(1 <= percent <= 99 for percent in promise.warn_at):
        wrong["warn_at"] = [_("Warn at up to five percentages between 1 and 99.")]
    try:
        parse(dict(promise.conditions), has_reader=False, checks_things=True)
    except InvalidConditions as error:
        wrong["conditions"] = [str(fault) for fault in error.faults]
    if wrong:
        raise ValidationError(wrong)


def _put(policy: Policy, promise: Promise, at: datetime) -> None:
    policy.current = PolicyVersion.objects.create(policy=policy, created_at=at, **promise.as_fields())
    policy.save(update_fields=["current"])


def _place(policies: Sequence[Policy]) -> None:
    for number, policy in enumerate(policies):
        if policy.position != number:
            policy.position = number
            policy.save(update_fields=["position"])


def _tell(policy: Policy, field: str, old: object, new: object, by: Agent | str, at: datetime | None) -> None:
    record("policy.changed", by=by, subject=policy.journal_name, at=at, field=field, old=old, new=new)
