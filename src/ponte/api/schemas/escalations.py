"""Escalations in the specification."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Many, Moment, PageQuery, Ref, may_be_absent

DirectionWord = Literal["functional", "hierarchical"]
StateWord = Literal["waiting", "taken", "returned", "withdrawn"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Question = Annotated[str, StringConstraints(min_length=1, max_length=160)]
Said = Annotated[str, StringConstraints(min_length=1, max_length=5000)]


class PathOut(Schema):
    """Where tickets of a team (null: of any) may be escalated to."""

    model_config = ConfigDict(title="EscalationPath")

    id: int
    name: str
    direction: DirectionWord = Field(description="`functional`: to a specialist team. `hierarchical`: to a person.")
    from_team: Ref | None
    to_team: Ref | None
    to_agent: Ref | None
    reasons: list[str] = Field(description="Those that are offered; none: any words.")
    questions: list[str] = Field(description="What must be answered too.")
    position: int
    is_active: bool


class PathsOut(Many):
    model_config = ConfigDict(title="EscalationPaths")

    items: list[PathOut]


class PathsHereOut(Schema):
    model_config = ConfigDict(title="OpenEscalationPaths")

    items: list[PathOut]


class PathIn(Input):
    model_config = ConfigDict(
        title="EscalationPathToMake",
        json_schema_extra={
            "examples": [{"name": "Firmware", "to_team": 7, "questions": ["Which firmware is on it?"]}]
        },
    )

    name: Name
    direction: DirectionWord = "functional"
    from_team: Id | None = None
    to_team: Id | None = None
    to_agent: Id | None = None
    reasons: list[Reason] = Field(default_factory=list, max_length=30)
    questions: list[Question] = Field(default_factory=list, max_length=30)
    position: int = Field(0, ge=0, le=32_000)
    is_active: bool = True


class PathChange(Input):
    model_config = ConfigDict(title="EscalationPathChange", json_schema_extra={"examples": [{"is_active": False}]})

    name: Name = may_be_absent()
    direction: DirectionWord = may_be_absent()
    from_team: Id | None = may_be_absent()
    to_team: Id | None = may_be_absent()
    to_agent: Id | None = may_be_absent()
    reasons: list[Reason] = may_be_absent(max_length=30)
    questions: list[Question] = may_be_absent(max_length=30)
    position: int = may_be_absent(ge=0, le=32_000)
    is_active: bool = may_be_absent()


class EscalationOut(Schema):
    """One ticket's way to somebody who knows more, and back."""

    model_config = ConfigDict(title="Escalation")

    id: int
    ticket: int
    path: int | None
    direction: DirectionWord
    state: StateWord
    from_team: Ref | None
    to_team: Ref | None
    to_agent: Ref | None
    owner: Ref | None = Field(description="Whose ticket it was, and will be again.")
    asked_by: Ref | None
    asked_at: Moment
    reason: str
    tried: str
    needed: str
    answers: dict[str, str]
    taken_by: Ref | None
    taken_at: Moment | None
    ended_by: Ref | None
    ended_at: Moment | None
    answer: str


class EscalationsOut(Many):
    model_config = ConfigDict(title="Escalations")

    items: list[EscalationOut]


class EscalationQuery(PageQuery):
    state: StateWord | None = None
    ticket: Id | None = None
    team: Id | None = Field(None, description="The team that is asked.")


class EscalationIn(Input):
    """All three are needed: why, what was tried, and what is needed; and an answer to each question of the path."""

    model_config = ConfigDict(
        title="EscalationToMake",
        json_schema_extra={
            "examples": [
                {
                    "path": 2,
                    "reason": "Beyond our tools",
                    "tried": "Reset, other charger, firmware 3.2",
                    "needed": "The battery's log read out",
                    "answers": {"Which firmware is on it?": "3.2"},
                }
            ]
        },
    )

    path: Id
    reason: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    tried: Said
    needed: Said
    answers: dict[str, Said] = Field(default_factory=dict)


class AnswerIn(Input):
    model_config = ConfigDict(
        title="EscalationAnswer", json_schema_extra={"examples": [{"answer": "Cell 4 is dead: replace the pack."}]}
    )

    answer: Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
