"""Which tickets need which skill."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.skills.models import HIGHEST, Skill
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.parsing import parse
from ponte.tickets.conditions.tree import stored
from ponte.tickets.routing.models import Requirement, Router


@transaction.atomic
def require_skill(
    skill: Skill,
    conditions: Mapping[str, Any],
    *,
    by: Agent | str,
    level: int = 1,
    is_must: bool = True,
    instead_of: Requirement | None = None,
    at: datetime | None = None,
) -> Requirement:
    """Say that tickets that fit `conditions` need the skill; `instead_of` changes what was said before.

    Raises:
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_routing")
    if not 1 <= level <= HIGHEST:
        raise ValidationError({"level": _("Choose a level from 1 to %(most)s.") % {"most": HIGHEST}})
    try:
        node = parse(dict(conditions), has_reader=False, checks_things=True)
    except InvalidConditions as error:
        faults = [ValidationError(fault.message, code=fault.path) for fault in error.faults]
        raise ValidationError({"conditions": faults}) from error
    row = instead_of or Requirement(**({"created_at": at} if at else {}))
    row.skill, row.level, row.is_must = skill, level if skill.has_levels else 1, is_must
    row.conditions = stored(node) if conditions else {}
    row.save()
    record("requirement.set", by=by, subject=row.journal_name, at=at, skill=skill.pk, level=row.level, must=is_must)
    Router.turn()
    return row


@transaction.atomic
def require_no_more(row: Requirement, *, by: Agent | str, at: datetime | None = None) -> None:
    """Take it back.

    Raises:
        NotPermitted: nothing was changed.
    """
    permissions.require(by, "manage_routing")
    record("requirement.removed", by=by, subject=row.journal_name, at=at, skill=row.skill_id)
    row.delete()
    Router.turn()
