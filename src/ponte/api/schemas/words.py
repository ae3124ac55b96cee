"""Types that many schemas share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

LARGEST = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=LARGEST)]
Moment = datetime  # in answers always UTC
Since = AwareDatetime
Line = Annotated[str, StringConstraints(max_length=500)]
Text = Annotated[str, StringConstraints(max_length=200_000)]
Address = Annotated[str, StringConstraints(min_length=3, max_length=320)]
Language = Annotated[str, StringConstraints(max_length=8)]
TagWord = Annotated[str, StringConstraints(min_length=1, max_length=60)]
StateWord = Literal["new", "open", "pending", "on_hold", "solved", "closed"]
PriorityWord = Literal["low", "normal", "high", "urgent"]
TypeWord = Literal["question", "incident", "problem", "task"]
ChannelWord = Literal["email", "chat", "phone", "social", "message", "form", "api"]
Nobody = Literal["none"]
Me = Literal["me"]


class Input(Schema):
    """What callers send. Unknown fields are refused: a misspelt one would silently do nothing."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="after")
    @classmethod
    def _no_nul(cls, value: Any) -> Any:
        if _holds_nul(value):
            raise PydanticCustomError("no_nul", "U+0000 and half characters cannot be kept")
        return value


def _holds_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\x00" in value or (not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value))
    if isinstance(value, list):
        return any(_holds_nul(each) for each in value)
    if isinstance(value, dict):
        return any(_holds_nul(each) for pair in value.items() for each in pair)
    return False


def may_be_absent(**given: Any) -> Any:
    """A field of a change: absent it stays as it is; null is no value unless its type says so."""
    return Field(None, **given)


class PageQuery(Input):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=100, description="How many rows at most.")
    cursor: str = Field("", max_length=200, description="`next` of the page before; empty for the first page.")


class Ref(Schema):
    """Another thing, with its name."""

    id: int
    name: str


class Many(Schema):
    """A page of a list."""

    next: str | None = Field(description="The cursor of the next page; null at the end.")


def sparse(schema: dict[str, Any]) -> None:
    """With `fields=` any field but the id may be absent."""
    schema["required"] = ["id"]


class FieldsQuery(Input):
    fields: Line = Field("", description="Only these fields, by commas; the id is always there.")
