"""Schedules are made, changed and put out of use. A change is a new version; the past keeps the old one."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.schedules import checking
from ponte.team.schedules.models import Schedule, ScheduleVersion
from ponte.team.schedules.rules import Rules


@transaction.atomic
def make(name: str, rules: Rules, *, by: Agent | str, at: datetime | None = None) -> Schedule:
    """Make a schedule, in force from now and for the time before; the first becomes the usual one.

    Raises:
        NotPermitted, ValidationError: nothing was made.
    """
    permissions.require(by, "manage_schedules")
    at = at or clock.now()
    name = checking.sound_name(name)
    checking.check(rules)
    is_first = not Schedule.objects.filter(is_default=True).exists()
    schedule = Schedule.objects.create(name=name, is_default=is_first, created_at=at)
    ScheduleVersion.objects.create(schedule=schedule, valid_from=at, **rules.as_fields())
    record("schedule.created", by=by, subject=schedule.journal_name, at=at, name=name)
    return schedule


@transaction.atomic
def change(schedule: Schedule, name: str, rules: Rules, *, by: Agent | str, at: datetime | None = None) -> Schedule:
    """Change name and hours; other hours are a new version that rules from `at` on.

    Clocks that run keep their due moments until they are worked out again on purpose.

    Raises:
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_schedules")
    at = at or clock.now()
    held = Schedule.objects.select_for_update().get(pk=schedule.pk)
    name = checking.sound_name(name, besides=held)
    checking.check(rules)
    if name != held.name:
        _tell(held, "name", held.name, name, by, at)
        held.name = name
        held.save(update_fields=["name"])
    latest, fields = held.latest(), rules.as_fields()
    changed = [key for key, value in fields.items() if getattr(latest, key) != value]
    if changed:
        ScheduleVersion.objects.create(schedule=held, valid_from=at, **fields)
        _tell(held, ", ".join(changed), None, None, by, at)
    return held


@transaction.atomic
def make_usual(schedule: Schedule, *, by: Agent | str, at: datetime | None = None) -> None:
    """Let it be the one that is meant where none is named.

    Raises:
        NotPermitted.
        ValidationError: it is out of use.
    """
    permissions.require(by, "manage_schedules")
    everyone = list(Schedule.objects.select_for_update().order_by("pk"))
    held = next(one for one in everyone if one.pk == schedule.pk)
    if not held.is_active:
        raise ValidationError(_("A schedule that is out of use cannot be the usual one."))
    if held.is_default:
        return
    Schedule.objects.filter(is_default=True).update(is_default=False)
    Schedule.objects.filter(pk=held.pk).update(is_default=True)
    _tell(held, "is_default", False, True, by, at)


@transaction.atomic
def set_active(schedule: Schedule, active: bool, *, by: Agent | str, at: datetime | None = None) -> None:
    """Put it out of use, so that no policy can choose it any more, or into use again.

    Raises:
        NotPermitted.
        ValidationError: it is the usual one.
    """
    permissions.require(by, "manage_schedules")
    held = Schedule.objects.select_for_update().get(pk=schedule.pk)
    if held.is_default and not active:
        raise ValidationError(_("Make another schedule the usual one first."))
    if held.is_active != active:
        held.is_active = active
        held.save(update_fields=["is_active"])
        _tell(held, "is_active", not active, active, by, at)


def _tell(schedule: Schedule, field: str, old: object, new: object, by: Agent | str, at: datetime | None) -> None:
    record("schedule.changed", by=by, subject=schedule.journal_name, at=at, field=field, old=old, new=new)
