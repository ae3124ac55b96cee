"""/me, /agents, /teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.schemas.team import (
    AgentOut,
    AgentQuery,
    AgentsOut,
    AvailabilityIn,
    MeOut,
    TeamChange,
    TeamIn,
    TeamOut,
    TeamsOut,
)
from ponte.api.schemas.words import Id, PageQuery
from ponte.team import making_teams, permissions, setting_availability
from ponte.team.models import Agent, Membership, Team
from ponte.team.tokens.scopes import Scope

router = Router(tags=["Team"])
READ, WRITE = Scope.TEAM_READ, Scope.TEAM_WRITE
COLUMNS = ("id", "name", "email", "role", "availability", "languages", "time_zone", "is_active")


def _agents(rows: Sequence[dict[str, Any]], reader: Agent) -> list[dict[str, Any]]:
    teams: dict[int, list[dict[str, Any]]] = defaultdict(list)
    found = Membership.objects.filter(agent__in=[row["id"] for row in rows]).order_by("team__name")
    for agent, team, name in found.values_list("agent_id", "team_id", "team__name"):
        teams[agent].append({"id": team, "name": name})
    shown = permissions.may(reader, "see_people")
    return [
        {
            **row,
            "email": row["email"] if shown or row["id"] == reader.pk else None,
            "teams": teams.get(row["id"], []),
        }
        for row in rows
    ]


def _teams(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    members: dict[int, list[dict[str, Any]]] = defaultdict(list)
    found = Membership.objects.filter(team__in=[row["id"] for row in rows], agent__is_active=True)
    for team, agent, name in found.order_by("agent__name").values_list("team_id", "agent_id", "agent__name"):
        members[team].append({"id": agent, "name": name})
    return [{**row, "members": members.get(row["id"], [])} for row in rows]


def _team(pk: int) -> dict[str, Any]:
    return _teams([paging.one(Team.objects.values("id", "name", "is_active"), pk)])[0]


@operation(router, "GET", "/me", None, gives=MeOut)
def read_me(request: Call) -> HttpResponse:
    """Read whose token this is

    Any token may ask this.
    """
    row = Agent.objects.values(*COLUMNS).get(pk=request.agent.pk)
    token = request.auth
    told = {name: getattr(token, name) for name in ("id", "name", "scopes", "expires_at")}
    return give({"agent": _agents([row], request.agent)[0], "token": told})


@operation(router, "PUT", "/me/availability", WRITE, status=204, takes=JSON)
def set_my_availability(request: Call, asked: AvailabilityIn) -> HttpResponse:
    """Say whether you take work now"""
    setting_availability.set_availability(request.agent, asked.availability, by=request.agent)
    return done()


@operation(router, "GET", "/agents", READ, gives=AgentsOut)
def list_agents(request: Call, asked: Query[AgentQuery]) -> HttpResponse:
    """List colleagues"""
    found = Agent.objects.values(*COLUMNS)
    if asked.team:
        found = found.filter(pk__in=Membership.objects.filter(team=asked.team).values("agent"))
    if asked.role:
        found = found.filter(role=asked.role)
    if asked.is_active is not None:
        found = found.filter(is_active=asked.is_active)
    rows, following = paging.by_id(found, "agents", asked.cursor, asked.limit)
    return give(paging.page(_agents(rows, request.agent), following))


@operation(router, "GET", "/agents/{agent}", READ, gives=AgentOut, refuses=(404,))
def read_agent(request: Call, agent: Path[Id]) -> HttpResponse:
    """Read a colleague"""
    return give(_agents([paging.one(Agent.objects.values(*COLUMNS), agent)], request.agent)[0])


@operation(router, "PUT", "/agents/{agent}/availability", WRITE, status=204, takes=JSON, refuses=(404,))
def set_availability(request: Call, agent: Path[Id], asked: AvailabilityIn) -> HttpResponse:
    """Say whether a colleague takes work now"""
    setting_availability.set_availability(finding.one(Agent, agent), asked.availability, by=request.agent)
    return done()


@operation(router, "GET", "/teams", READ, gives=TeamsOut)
def list_teams(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List teams"""
    found = Team.objects.values("id", "name", "is_active")
    rows, following = paging.by_id(found, "teams", asked.cursor, asked.limit)
    return give(paging.page(_teams(rows), following))


@operation(router, "POST", "/teams", WRITE, gives=TeamOut, status=201, takes=JSON)
def make_team(request: Call, asked: TeamIn) -> HttpResponse:
    """Make a team"""
    made = making_teams.make(asked.name, by=request.agent)
    return give(_team(made.pk), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/teams/{team}", READ, gives=TeamOut, refuses=(404,))
def read_team(request: Call, team: Path[Id]) -> HttpResponse:
    """Read a team"""
    return give(_team(team))


@operation(router, "PATCH", "/teams/{team}", WRITE, gives=TeamOut, takes=JSON, refuses=(404,))
def change_team(request: Call, team: Path[Id], asked: TeamChange) -> HttpResponse:
    """Rename, close or open a team"""
    found = finding.one(Team, team)
    permissions.require(request.agent, "manage_teams")
    given = asked.model_fields_set
    if "name" in given:
        making_teams.rename(found, asked.name, by=request.agent)
    if "is_active" in given:
        making_teams.set_active(found, asked.is_active, by=request.agent)
    return give(_team(found.pk))
