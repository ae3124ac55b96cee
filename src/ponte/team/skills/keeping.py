"""Skills are made, renamed, and put out of use."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.skills.models import Skill


@transaction.atomic
def make(name: str, *, has_levels: bool = False, by: Agent | str, at: datetime | None = None) -> Skill:
    """Make a skill.

    Raises:
        NotPermitted, ValidationError: nothing was made.
    """
    permissions.require(by, "manage_routing")
    name = _sound(name)
    skill = Skill.objects.create(name=name, has_levels=has_levels, **({"created_at": at} if at else {}))
    record("skill.created", by=by, subject=skill.journal_name, at=at, name=name)
    return skill


@transaction.atomic
def change(
    skill: Skill,
    *,
    by: Agent | str,
    name: str | None = None,
    has_levels: bool | None = None,
    is_active: bool | None = None,
    at: datetime | None = None,
) -> Skill:
    """Change what is given. Without levels any level counts as having it.

    Raises:
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_routing")
    held = Skill.objects.select_for_update().get(pk=skill.pk)
    wanted = {
        "name": None if name is None else _sound(name, besides=held),
        "has_levels": has_levels,
        "is_active": is_active,
    }
    for field, new in wanted.items():
        old = getattr(held, field)
        if new is not None and new != old:
            setattr(held, field, new)
            record("skill.changed", by=by, subject=held.journal_name, at=at, field=field, old=old, new=new)
    held.save()
    return held


def _sound(name: str, besides: Skill | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": _("Write a name for the skill.")})
    if len(name) > 60:
        raise ValidationError({"name": _("Shorten the name to 60 characters.")})
    others = Skill.objects.filter(name__iexact=name)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise ValidationError({"name": _("There is a skill of this name already.")})
    return name
