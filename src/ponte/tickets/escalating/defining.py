"""Paths and the standing of teams are defined."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent, Team
from ponte.tickets.escalating.models import Direction, Path, TeamStanding

FIELDS = ("name", "direction", "from_team", "to_team", "to_agent", "reasons", "questions", "position", "is_active")


@transaction.atomic
def define(path: Path | None, *, by: Agent | str, at: datetime | None = None, **values: Any) -> Path:
    """Make a path, or change one (`FIELDS`).

    Raises:
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_escalations")
    row = path or Path()
    for field, value in values.items():
        setattr(row, field, value)
    row.name = " ".join(row.name.split())
    row.reasons, row.questions = _lines(row.reasons, 120), _lines(row.questions, 160)
    _check(row)
    row.save()
    kind = "escalation_path.changed" if path else "escalation_path.created"
    record(kind, by=by, subject=row.journal_name, at=at, name=row.name)
    return row


def _check(row: Path) -> None:
    if not row.name:
        raise ValidationError({"name": _("Write a name for the path.")})
    if row.direction == Direction.HIERARCHICAL:
        row.to_team = None
        if row.to_agent is None:
            raise ValidationError({"to_agent": _("Choose the person who is asked.")})
        return
    row.to_agent = None
    if row.to_team is None:
        raise ValidationError({"to_team": _("Choose the team that is asked.")})
    if row.from_team == row.to_team:
        raise ValidationError({"to_team": _("A path leads to another team.")})


def _lines(values: Collection[str], most: int) -> list[str]:
    """Each once, without stray spaces."""
    words = [" ".join(value.split())[:most] for value in values]
    return list(dict.fromkeys(word for word in words if word))[:30]


@transaction.atomic
def set_standing(team: Team, standing: str, *, by: Agent | str, at: datetime | None = None) -> None:
    """Say what a team is: one of `Standing`, "" for an ordinary one.

    Raises:
        NotPermitted: nothing was changed.
    """
    permissions.require(by, "manage_escalations")
    row = TeamStanding.objects.filter(team=team).first()
    old = row.standing if row else ""
    if old == standing:
        return
    if standing:
        TeamStanding.objects.update_or_create(team=team, defaults={"standing": standing})
    elif row:
        row.delete()
    record("team.standing_changed", by=by, subject=team.journal_name, at=at, old=old, new=standing)
