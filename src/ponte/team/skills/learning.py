"""Which skills an agent has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import Entry, record_many
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.skills.models import HIGHEST, AgentSkill, Skill


@transaction.atomic
def set_skills(agent: Agent, levels: Mapping[int, int], *, by: Agent | str, at: datetime | None = None) -> int:
    """Make these the agent's skills: level by the skill's id, 0 for none. Those not named stay as they are.

    Returns how many changed.

    Raises:
        NotPermitted, ValidationError: nothing was changed.
    """
    permissions.require(by, "manage_routing")
    Agent.objects.select_for_update().get(pk=agent.pk)
    known = {skill.pk: skill for skill in Skill.objects.filter(pk__in=levels)}
    if len(known) != len(levels) or not all(0 <= level <= HIGHEST for level in levels.values()):
        words = _("Choose skills that exist, with a level up to %(most)s.") % {"most": HIGHEST}
        raise ValidationError({"skills": words})
    having = dict(AgentSkill.objects.filter(agent=agent).values_list("skill_id", "level"))
    entries = []
    for pk, wanted in sorted(levels.items()):
        new = wanted if known[pk].has_levels else min(wanted, 1)
        old = having.get(pk, 0)
        if new == old:
            continue
        if new:
            AgentSkill.objects.update_or_create(agent=agent, skill_id=pk, defaults={"level": new})
        else:
            AgentSkill.objects.filter(agent=agent, skill_id=pk).delete()
        data = {"skill": pk, "old": old, "new": new}
        entries.append(Entry("agent.skill_changed", by, agent.journal_name, at=at, data=data))
    record_many(entries)
    return len(entries)
