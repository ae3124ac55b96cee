"""Routes, skills and limits in the specification."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Ref, may_be_absent

WayWord = Literal["manual", "turns", "load", "skills"]
MatchWord = Literal["any", "prefer", "must"]
WorkWord = Literal["mail", "chat", "social", "phone"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
SkillName = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Minutes = Annotated[int, Field(ge=1, le=43_200)]


class StepOut(Schema):
    after_minutes: int
    team: int


class StepIn(Input):
    model_config = ConfigDict(extra="forbid", title="OverflowStep")

    after_minutes: int = Field(ge=0, le=43_200)
    team: Id


class RouteOut(Schema):
    """A queue: which tickets, to which team, and who of it gets them."""

    model_config = ConfigDict(title="Route")

    id: int
    name: str
    position: int
    is_active: bool
    conditions: dict[str, Any]
    team: Ref | None = Field(description="Null leaves a ticket with the team that it has.")
    way: WayWord
    language: MatchWord = Field(description="What the customer's language means.")
    sticky_days: int = Field(description="Prefer the customer's last agent within so many days; 0 does not.")
    overflow: list[StepOut] = Field(description="Further teams, after so many minutes without anybody.")
    silent_minutes: int | None
    gone_minutes: int | None
    schedule: Ref | None = Field(description="By which silence is counted; null is the calendar.")


class RoutesOut(Schema):
    """All of them, in their order."""

    model_config = ConfigDict(title="Routes")

    items: list[RouteOut]


class RouteIn(Input):
    model_config = ConfigDict(
        title="RouteToMake",
        json_schema_extra={
            "examples": [
                {
                    "name": "Ukrainian",
                    "conditions": {"field": "language", "operator": "is", "value": ["uk"]},
                    "way": "load",
                    "language": "must",
                }
            ]
        },
    )

    name: Name
    conditions: dict[str, Any] = Field(default_factory=dict)
    team: Id | None = None
    way: WayWord = "load"
    language: MatchWord = "prefer"
    sticky_days: int = Field(0, ge=0, le=365)
    overflow: list[StepIn] = Field(default_factory=list, max_length=5)
    silent_minutes: Minutes | None = None
    gone_minutes: Minutes | None = None
    schedule: Id | None = None


class RouteChange(Input):
    model_config = ConfigDict(title="RouteChange", json_schema_extra={"examples": [{"is_active": False}]})

    name: Name = may_be_absent()
    conditions: dict[str, Any] = may_be_absent()
    team: Id | None = may_be_absent()
    way: WayWord = may_be_absent()
    language: MatchWord = may_be_absent()
    sticky_days: int = may_be_absent(ge=0, le=365)
    overflow: list[StepIn] = may_be_absent(max_length=5)
    silent_minutes: Minutes | None = may_be_absent()
    gone_minutes: Minutes | None = may_be_absent()
    schedule: Id | None = may_be_absent()
    is_active: bool = may_be_absent()
    position: int = may_be_absent(ge=0, le=10_000, description="Its place from 0.")


class SkillOut(Schema):
    model_config = ConfigDict(title="Skill")

    id: int
    name: str
    has_levels: bool
    is_active: bool


class SkillsOut(Schema):
    model_config = ConfigDict(title="Skills")

    items: list[SkillOut]


class SkillIn(Input):
    model_config = ConfigDict(title="SkillToMake", json_schema_extra={"examples": [{"name": "Billing"}]})

    name: SkillName
    has_levels: bool = False


class HeldSkill(Schema):
    id: int
    name: str
    level: int


class LoadOut(Schema):
    work: WorkWord
    load: int = Field(description="Tickets that weigh on them now.")
    most: int = Field(description="How many they may hold.")


class WorkOut(Schema):
    """What a colleague can do, holds, and may hold."""

    model_config = ConfigDict(title="Work")

    skills: list[HeldSkill]
    loads: list[LoadOut]
    schedule: Ref | None = Field(description="Their hours; null: never off shift by the clock.")
    is_on_shift: bool


class SkillLevel(Input):
    skill: Id
    level: int = Field(ge=0, le=3, description="0 takes the skill away.")


class WorkLimit(Input):
    work: WorkWord
    most: int | None = Field(ge=0, le=500, description="Null takes their own limit away.")


class WorkChange(Input):
    model_config = ConfigDict(
        title="WorkChange", json_schema_extra={"examples": [{"limits": [{"work": "mail", "most": 8}]}]}
    )

    skills: list[SkillLevel] = may_be_absent(max_length=200)
    limits: list[WorkLimit] = may_be_absent(max_length=4)
    schedule: Id | None = may_be_absent()


class PassedOut(Schema):
    agent: Ref | None
    words: str = Field(description="Why not, in the language of Accept-Language.")


class OutlookOut(Schema):
    """What the router would do with a ticket now, were it nobody's."""

    model_config = ConfigDict(title="Outlook")

    route: Ref | None
    agent: Ref | None
    why: str
    passed: list[PassedOut]


class NextOut(Schema):
    """The ticket that is yours now; null when nothing waits for you."""

    model_config = ConfigDict(title="NextTicket")

    ticket: int | None
