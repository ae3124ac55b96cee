"""Colleagues, teams and the caller in the specification."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Many, Moment, PageQuery, Ref, may_be_absent

RoleWord = Literal["administrator", "operations_manager", "coordinator", "agent", "specialist", "observer"]
AvailabilityWord = Literal["online", "busy", "away", "off"]
TeamName = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class AgentOut(Schema):
    """A colleague. `email` is null for those who may not see it."""

    model_config = ConfigDict(title="Agent")

    id: int
    name: str
    email: str | None
    role: RoleWord
    availability: AvailabilityWord
    languages: list[str] = Field(description="Those they answer in.")
    time_zone: str
    is_active: bool
    teams: list[Ref]


class AgentsOut(Many):
    model_config = ConfigDict(title="Agents")

    items: list[AgentOut]


class AgentQuery(PageQuery):
    team: Id | None = None
    role: RoleWord | None = None
    is_active: bool | None = None


class TokenOut(Schema):
    id: int
    name: str
    scopes: list[str]
    expires_at: Moment | None


class MeOut(Schema):
    """Whose token this is, and what it may do."""

    model_config = ConfigDict(title="Me")

    agent: AgentOut
    token: TokenOut


class AvailabilityIn(Input):
    model_config = ConfigDict(title="Availability", json_schema_extra={"examples": [{"availability": "busy"}]})

    availability: AvailabilityWord


class TeamOut(Schema):
    model_config = ConfigDict(title="Team")

    id: int
    name: str
    is_active: bool
    members: list[Ref]


class TeamsOut(Many):
    model_config = ConfigDict(title="Teams")

    items: list[TeamOut]


class TeamIn(Input):
    model_config = ConfigDict(title="TeamToMake", json_schema_extra={"examples": [{"name": "Night shift"}]})

    name: TeamName


class TeamChange(Input):
    model_config = ConfigDict(title="TeamChange", json_schema_extra={"examples": [{"is_active": False}]})

    name: TeamName = may_be_absent()
    is_active: bool = may_be_absent()
