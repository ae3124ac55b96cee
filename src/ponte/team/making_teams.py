"""Teams come and go."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent, Team


@transaction.atomic
def make(name: str, *, by: Agent | str, at: datetime | None = None) -> Team:
    """Make a team.

    Raises:
        NotPermitted, ValidationError.
    """
    permissions.require(by, "manage_teams")
    team = Team.objects.create(name=sound_name(name))
    record("team.created", by=by, subject=team.journal_name, at=at, name=team.name)
    return team


@transaction.atomic
def rename(team: Team, name: str, *, by: Agent | str, at: datetime | None = None) -> None:
    """Call a team otherwise.

    Raises:
        NotPermitted, ValidationError.
    """
    permissions.require(by, "manage_teams")
    new, old = sound_name(name, besides=team), team.name
    if old != new:
        team.name = new
        team.save(update_fields=["name"])
        record("team.changed", by=by, subject=team.journal_name, at=at, field="name", old=old, new=new)


@transaction.atomic
def set_active(team: Team, active: bool, *, by: Agent | str, at: datetime | None = None) -> None:
    """Close a team, so that no new ticket is given to it, or open it again.

    Raises:
        NotPermitted: `by` may not manage teams.
    """
    permissions.require(by, "manage_teams")
    if Team.objects.filter(pk=team.pk, is_active=not active).update(is_active=active):
        record(
            "team.changed",
            by=by,
            subject=team.journal_name,
            at=at,
            field="is_active",
            old=not active,
            new=active,
        )
    team.is_active = active


def sound_name(text: str, *, besides: Team | None = None) -> str:
    """A team's name without stray spaces, that no other team has."""
    name = " ".join(text.split())
    if not name:
        raise ValidationError({"name": _("Write a name for the team.")})
    if len(name) > 80:
        raise ValidationError({"name": _("Shorten the name to 80 characters.")})
    others = Team.objects.filter(name__iexact=name)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise ValidationError({"name": _("Another team has this name.")})
    return name
