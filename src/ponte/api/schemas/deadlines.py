"""Policies, schedules and clocks in the specification."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Many, Moment, PriorityWord, Ref, may_be_absent

TargetWord = Literal["first", "next", "resolution"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Seconds = Annotated[int, Field(ge=1, le=366 * 24 * 3600)]
Targets = dict[TargetWord, dict[PriorityWord, Seconds]]
Minute = Annotated[int, Field(ge=0, le=1440)]
Week = Annotated[list[list[tuple[Minute, Minute]]], Field(min_length=7, max_length=7)]
YearDay = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{2}$")]
Word = Annotated[str, StringConstraints(max_length=80)]


class PolicyOut(Schema):
    """What is promised to which tickets; the first active one that fits rules. Targets in seconds."""

    model_config = ConfigDict(title="Policy")

    id: int
    name: str
    position: int
    is_active: bool
    conditions: dict[str, Any]
    targets: dict[str, dict[str, int]] = Field(description="By `first`, `next`, `resolution`, then by priority.")
    warn_at: list[int] = Field(description="Percent of the time after which to warn.")
    schedule: Ref | None = Field(description="Whose hours count; null counts every hour.")


class PoliciesOut(Schema):
    """All of them, in their order."""

    model_config = ConfigDict(title="Policies")

    items: list[PolicyOut]


class PolicyIn(Input):
    model_config = ConfigDict(
        title="PolicyToMake",
        json_schema_extra={
            "examples": [
                {
                    "name": "Premium",
                    "conditions": {"field": "tags", "operator": "has_any", "value": ["premium"]},
                    "targets": {"first": {"urgent": 1800, "normal": 14400}, "resolution": {"normal": 172800}},
                    "warn_at": [50, 75],
                }
            ]
        },
    )

    name: Name
    targets: Targets
    conditions: dict[str, Any] = Field(default_factory=dict)
    warn_at: list[int] = Field(default_factory=lambda: [75], max_length=5)
    schedule: Id | None = None


class PolicyChange(Input):
    model_config = ConfigDict(title="PolicyChange", json_schema_extra={"examples": [{"is_active": False}]})

    name: Name = may_be_absent()
    targets: Targets = may_be_absent()
    conditions: dict[str, Any] = may_be_absent()
    warn_at: list[int] = may_be_absent(max_length=5)
    schedule: Id | None = may_be_absent()
    is_active: bool = may_be_absent()
    position: int = may_be_absent(ge=0, le=10_000, description="Its place from 0.")


class ClockOut(Schema):
    """One promise on a ticket."""

    model_config = ConfigDict(title="Clock")

    target: TargetWord
    policy: Ref
    priority: PriorityWord
    seconds: int = Field(description="What was promised.")
    started_at: Moment
    state: Literal["running", "paused", "met", "late", "cancelled"]
    due_at: Moment | None = Field(description="As things stand; null while it is paused or has ended.")
    breached_at: Moment | None
    ended_at: Moment | None
    words: str = Field(description="As the ticket's page says it, in the language of Accept-Language.")


class ClocksOut(Schema):
    """The live ones first, by what is due first; then the past."""

    model_config = ConfigDict(title="Clocks")

    items: list[ClockOut]


class YearlyIn(Input):
    """A holiday of one's own, every year: `12-07`."""

    model_config = ConfigDict(title="YearlyHoliday")

    day: YearDay
    name: Word = ""


class ClosureIn(Input):
    """Closed from `first` to `last`, each day from minute `start` to `end`."""

    model_config = ConfigDict(title="Closure")

    first: date
    last: date
    start: Minute = 0
    end: Minute = 1440
    name: Word = ""


class ExtraIn(Input):
    """Open on `day` from minute `start` to `end`, whatever else is said."""

    model_config = ConfigDict(title="ExtraHours")

    day: date
    start: Minute
    end: Minute
    name: Word = ""


class RulesIn(Input):
    """`week`: seven lists of [from, to] in minutes since midnight, Monday first."""

    model_config = ConfigDict(title="ScheduleRules")

    time_zone: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    week: Week
    country: Annotated[str, StringConstraints(max_length=2)] = Field(
        "", description="Whose public holidays are closed."
    )
    region: Annotated[str, StringConstraints(max_length=40)] = ""
    holidays: list[YearlyIn] = Field(default_factory=list, max_length=100)
    closures: list[ClosureIn] = Field(default_factory=list, max_length=200)
    extra: list[ExtraIn] = Field(default_factory=list, max_length=200)


EXAMPLE: dict[str, Any] = {
    "name": "Milan",
    "rules": {
        "time_zone": "Europe/Rome",
        "week": [[[540, 780], [840, 1080]]] * 5 + [[], []],
        "country": "IT",
        "closures": [{"first": "2026-12-24", "last": "2026-12-24", "start": 720}],
    },
}


class ScheduleIn(Input):
    model_config = ConfigDict(title="ScheduleToMake", json_schema_extra={"examples": [EXAMPLE]})

    name: Name
    rules: RulesIn


class ScheduleChange(Input):
    """`rules` are given whole; what was before stays true of the past."""

    model_config = ConfigDict(title="ScheduleChange", json_schema_extra={"examples": [{"name": "Milan and Turin"}]})

    name: Name = may_be_absent()
    rules: RulesIn = may_be_absent()
    is_active: bool = may_be_absent()
    is_default: Literal[True] = may_be_absent(description="Make it the usual one.")


class ScheduleOut(Schema):
    """Hours of work under a name."""

    model_config = ConfigDict(title="Schedule")

    id: int
    name: str
    is_default: bool
    is_active: bool
    rules: dict[str, Any] = Field(description="As ScheduleRules.")


class SchedulesOut(Many):
    model_config = ConfigDict(title="Schedules")

    items: list[ScheduleOut]
