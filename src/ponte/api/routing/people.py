"""/skills, /agents/{agent}/work."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Path, Router

from ponte.api import finding
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.operations import JSON, operation
from ponte.api.schemas.routing import SkillIn, SkillOut, SkillsOut, WorkChange, WorkOut
from ponte.api.schemas.words import Id
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.schedules.models import Schedule
from ponte.team.skills import keeping, learning, limiting, shifting
from ponte.team.skills.models import AgentSkill, Shift, Skill
from ponte.team.tokens.scopes import Scope
from ponte.tickets.routing import weighing

router = Router(tags=["Routing"])
SKILL = ("id", "name", "has_levels", "is_active")


def _work(agent: Agent) -> dict[str, Any]:
    most, load = limiting.limits_of([agent])[agent.pk], weighing.loads_of([agent.pk])[agent.pk]
    skills = AgentSkill.objects.filter(agent=agent, skill__is_active=True).select_related("skill")
    shift = Shift.objects.filter(agent=agent).select_related("schedule").first()
    return {
        "skills": [
            {"id": row.skill_id, "name": row.skill.name, "level": row.level} for row in skills.order_by("skill__name")
        ],
        "loads": [{"work": work, "load": load.get(work, 0), "most": limit} for work, limit in most.items()],
        "schedule": {"id": shift.schedule_id, "name": shift.schedule.name} if shift else None,
        "is_on_shift": agent.pk not in shifting.off_shift([agent.pk], clock.now()),
    }


@operation(router, "GET", "/skills", Scope.TEAM_READ, gives=SkillsOut)
def list_skills(request: Call) -> HttpResponse:
    """List skills"""
    return give({"items": list(Skill.objects.order_by("name").values(*SKILL))})


@operation(router, "POST", "/skills", Scope.TEAM_WRITE, gives=SkillOut, status=201, takes=JSON)
def make_skill(request: Call, asked: SkillIn) -> HttpResponse:
    """Make a skill"""
    permissions.require(request.agent, "manage_routing")
    made = keeping.make(asked.name, has_levels=asked.has_levels, by=request.agent)
    return give({name: getattr(made, name) for name in SKILL}, 201)


@operation(router, "GET", "/agents/{agent}/work", Scope.TEAM_READ, gives=WorkOut, refuses=(404,))
def read_work(request: Call, agent: Path[Id]) -> HttpResponse:
    """Read what a colleague can do and holds

    One's own is everybody's to read; that of others for those who manage routing.
    """
    if agent != request.agent.pk:
        permissions.require(request.agent, "manage_routing")
    return give(_work(finding.one(Agent, agent)))


@operation(router, "PATCH", "/agents/{agent}/work", Scope.TEAM_WRITE, gives=WorkOut, takes=JSON, refuses=(404,))
def change_work(request: Call, agent: Path[Id], asked: WorkChange) -> HttpResponse:
    """Change what a colleague can do and may hold

    Skills and kinds of work that are not named stay as they are.
    """
    permissions.require(request.agent, "manage_routing")
    found, given = finding.one(Agent, agent), asked.model_dump(exclude_unset=True)
    if given.get("skills"):
        levels = {row["skill"]: row["level"] for row in given["skills"]}
        learning.set_skills(found, levels, by=request.agent)
    if given.get("limits"):
        limits = {row["work"]: row["most"] for row in given["limits"]}
        limiting.set_limits(limits, agent=found, by=request.agent)
    if "schedule" in given:
        schedule = finding.named(Schedule, given["schedule"], "schedule") if given["schedule"] else None
        shifting.set_shift(found, schedule, by=request.agent)
    return give(_work(found))
