"""Views, macros and snoozing in the specification."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Language, Line, Many, PageQuery, Since, Text, may_be_absent

SharingWord = Literal["mine", "teams", "everyone"]
SortWord = Literal["due", "priority", "recent", "newest", "oldest"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
ShortName = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Key = Annotated[str, StringConstraints(max_length=60)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z]{2,4})?$")]


class ViewOut(Schema):
    """A kept list of tickets; give its id as `view` to list them."""

    model_config = ConfigDict(title="View")

    id: int
    name: str
    sharing: SharingWord
    teams: list[int] = Field(description="Those that it is shared with.")
    sort: str
    group: str
    columns: list[str]
    conditions: dict[str, Any]
    is_active: bool


class ViewsOut(Many):
    model_config = ConfigDict(title="Views")

    items: list[ViewOut]


class ViewIn(Input):
    model_config = ConfigDict(
        title="ViewToMake",
        json_schema_extra={
            "examples": [
                {
                    "name": "Urgent and open",
                    "conditions": {
                        "all": [
                            {"field": "priority", "operator": "is", "value": ["urgent"]},
                            {"field": "state_type", "operator": "is", "value": ["open"]},
                        ]
                    },
                    "sort": "due",
                }
            ]
        },
    )

    name: ShortName
    conditions: dict[str, Any] = Field(default_factory=dict)
    columns: list[Key] = Field(default_factory=list, max_length=12)
    sort: SortWord = "newest"
    group: Key = ""
    sharing: SharingWord = "mine"
    teams: list[Id] = Field(default_factory=list, max_length=100)


class ViewChange(Input):
    model_config = ConfigDict(title="ViewChange", json_schema_extra={"examples": [{"sharing": "everyone"}]})

    name: ShortName = may_be_absent()
    conditions: dict[str, Any] = may_be_absent()
    columns: list[Key] = may_be_absent(max_length=12)
    sort: SortWord = may_be_absent()
    group: Key = may_be_absent()
    sharing: SharingWord = may_be_absent()
    teams: list[Id] = may_be_absent(max_length=100)
    is_active: bool = may_be_absent()


class CountOut(Schema):
    """How many tickets lie in it, counted up to a hundred; null where counting would take too long."""

    model_config = ConfigDict(title="ViewCount")

    count: int | None
    is_more: bool = Field(description="There are more than that.")


class ActionOut(Schema):
    """`what` becomes `value`: `priority` `4`, `assignee` `7`, `me` or `none`, `tag` `battery` or `-battery`."""

    model_config = ConfigDict(title="MacroAction")

    what: str
    value: str


class MacroOut(Schema):
    """Actions and a text that are applied to a ticket together."""

    model_config = ConfigDict(title="Macro")

    id: int
    name: str
    key: str
    goes_to: Literal["public", "note"]
    languages: list[str] = Field(description="Those that its text has.")
    used_count: int


class WholeMacroOut(MacroOut):
    """A macro with what it does and says. Neither `owner` nor `team`: everybody's."""

    model_config = ConfigDict(title="WholeMacro")

    owner: int | None
    team: int | None
    texts: dict[str, str] = Field(description="HTML by language, with places such as {{requester.first_name}}.")
    actions: list[ActionOut]
    is_active: bool


class MacrosOut(Many):
    model_config = ConfigDict(title="Macros")

    items: list[MacroOut]


class MacroQuery(PageQuery):
    q: Line = Field("", description="Part of the name or the key.")


class ActionIn(Input):
    model_config = ConfigDict(title="MacroActionToDo")

    what: Annotated[str, StringConstraints(min_length=1, max_length=20)]
    value: Annotated[str, StringConstraints(max_length=200)]


class MacroIn(Input):
    """`audience`: whose it is. `team` names which, for a team's."""

    model_config = ConfigDict(
        title="MacroToMake",
        json_schema_extra={
            "examples": [
                {
                    "name": "Battery: reset",
                    "key": "reset",
                    "texts": {"en": "<p>Hello {{requester.first_name|there}}, hold the button for ten seconds.</p>"},
                    "actions": [{"what": "tag", "value": "battery"}],
                }
            ]
        },
    )

    name: Name
    key: Annotated[str, StringConstraints(max_length=30)] = ""
    audience: Literal["mine", "team", "everyone"] = "mine"
    team: Id | None = None
    texts: dict[LanguageCode, Text] = Field(default_factory=dict, max_length=20)
    goes_to: Literal["public", "note"] = "public"
    actions: list[ActionIn] = Field(default_factory=list, max_length=30)


class MacroChange(Input):
    model_config = ConfigDict(title="MacroChange", json_schema_extra={"examples": [{"key": "reset"}]})

    name: Name = may_be_absent()
    key: Annotated[str, StringConstraints(max_length=30)] = may_be_absent()
    audience: Literal["mine", "team", "everyone"] = may_be_absent()
    team: Id | None = may_be_absent()
    texts: dict[LanguageCode, Text] = may_be_absent(max_length=20)
    goes_to: Literal["public", "note"] = may_be_absent()
    actions: list[ActionIn] = may_be_absent(max_length=30)


class ApplicationIn(Input):
    model_config = ConfigDict(title="MacroApplication", json_schema_extra={"examples": [{"macro": 3}]})

    macro: Id
    language: Language = Field("", description="The customer's own when it is not named.")


class ChangeOut(Schema):
    what: str
    old: str
    new: str


class AppliedOut(Schema):
    """What was changed, and the text as it reads on this ticket: nothing is sent by itself."""

    model_config = ConfigDict(title="AppliedMacro")

    changes: list[ChangeOut]
    html: str | None
    language: str | None
    missing: list[str] = Field(description="Places that were left empty.")
    goes_to: Literal["public", "note"]


class SnoozeIn(Input):
    """`until` null: until the customer writes, which always ends it."""

    model_config = ConfigDict(
        title="Snooze", json_schema_extra={"examples": [{"until": "2027-01-11T08:00:00Z", "note": "New battery"}]}
    )

    until: Since | None = None
    note: Annotated[str, StringConstraints(max_length=500)] = ""


class PreviewOut(Schema):
    """What applying it would change, and its text as it would read. Nothing is done."""

    model_config = ConfigDict(title="MacroPreview")

    changes: list[ChangeOut]
    already: list[ActionOut] = Field(description="So it is already.")
    impossible: list[ActionOut] = Field(description="What it names is gone.")
    html: str | None
    language: str | None
    missing: list[str]
    goes_to: Literal["public", "note"]
