"""How many tickets one may hold: the agent's own limit, else their role's, else everybody's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.models import Agent, Role
from ponte.team.skills.models import Limit
from ponte.team.skills.work import MOST, USUAL, Work

Limits = dict[str, int]


def limits_of(agents: Iterable[Agent]) -> dict[int, Limits]:
    """What each may hold, by kind of work; one query."""
    rows = list(agents)
    found = Limit.objects.filter(Q(agent__in=[agent.pk for agent in rows]) | Q(agent__isnull=True))
    known = {(row.agent_id, row.role, row.work): row.most for row in found}
    return {
        agent.pk: {
            str(work): known.get(
                (agent.pk, "", work), known.get((None, agent.role, work), known.get((None, "", work), USUAL[work]))
            )
            for work in Work
        }
        for agent in rows
    }


def set_limits(
    limits: Mapping[str, int | None],
    *,
    by: Agent | str,
    agent: Agent | None = None,
    role: str = "",
    at: datetime | None = None,
) -> int:
    """Set limits by kind of work, of an agent, of a role, or (neither given) of everybody; None takes one away.

    Returns how many changed.

    Raises:
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_routing")
    _check(limits, role)
    changed = 0
    with transaction.atomic():
        having = {row.work: row for row in Limit.objects.select_for_update().filter(agent=agent, role=role)}
        for work, most in limits.items():
            old = having[work].most if work in having else None
            if old == most:
                continue
            if most is None:
                having[work].delete()
            else:
                Limit.objects.update_or_create(agent=agent, role=role, work=work, defaults={"most": most})
            changed += 1
            if agent is not None:
                record("agent.limit_changed", by=by, subject=agent.journal_name, at=at, work=work, old=old, new=most)
            else:
                what = "limits:usual"
                record("limits.changed", by=by, subject=what, at=at, role=role, work=work, old=old, new=most)
    return changed


def _check(limits: Mapping[str, int | None], role: str) -> None:
    if role and role not in Role.values:
        raise ValidationError({"role": _("There is no such role.")})
    for work, most in limits.items():
        if work not in Work.values:
            raise ValidationError({"work": _("There is no such kind of work.")})
        if most is not None and not 0 <= most <= MOST:
            raise ValidationError({work: _("A limit lies between 0 and %(most)s.") % {"most": MOST}})
