"""Fields and forms in the specification."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Line, Many, may_be_absent

Key = Annotated[str, StringConstraints(min_length=1, max_length=40)]
KindWord = Literal[
    "text", "pattern", "number", "money", "date", "one", "many", "tree", "truth", "person", "ticket"
]
AccessWord = Literal["agents", "seen", "edited"]
LocaleWord = Literal["en", "it", "es", "uk", "pt-br"]
Words = dict[LocaleWord, Line]
Value = str | bool | int | float | list[str]
Values = dict[Annotated[str, StringConstraints(max_length=40)], Value | None]


class Choice(Schema):
    """One choice, and those under it in a tree. `names`: by language."""

    model_config = ConfigDict(title="FieldChoice")

    key: str
    names: dict[str, str]
    archived: bool
    choices: list[Any] = Field(description="The same again, for a tree.")


class FieldOut(Schema):
    """A field of the company. Tickets hold its values in `fields`, by `key`."""

    model_config = ConfigDict(title="Field")

    id: int
    key: str
    kind: KindWord
    name: str = Field(description="In the language of Accept-Language.")
    names: dict[str, str]
    helps: dict[str, str]
    settings: dict[str, Any] = Field(description="What its kind knows: see docs/fields.md.")
    choices: list[Choice]
    access: AccessWord
    default: Value | None
    is_archived: bool


class FieldsOut(Many):
    model_config = ConfigDict(title="Fields")

    items: list[FieldOut]


class FieldIn(Input):
    """A field to be made. `choices`: text, a line each, indented under what it belongs to; `{key}` ends a line."""

    model_config = ConfigDict(
        title="FieldToMake",
        json_schema_extra={
            "examples": [
                {
                    "key": "fault",
                    "kind": "tree",
                    "names": {"en": "Fault", "it": "Guasto"},
                    "choices": "Battery {battery}\n    Charging {charging}\nBrakes {brakes}\n",
                },
                {"key": "refund", "kind": "money", "names": {"en": "Refund"}, "settings": {"currency": "EUR"}},
            ]
        },
    )

    key: Key
    kind: KindWord
    names: Words
    helps: Words = Field(default_factory=dict)
    settings: dict[Line, str | bool | float | None] = Field(default_factory=dict)
    choices: Annotated[str, StringConstraints(max_length=200_000)] = ""
    access: AccessWord = "agents"
    default: Value | None = None


class FieldChange(Input):
    """What is to become of a field; its key and kind stay. Choices that are not written any more are archived."""

    model_config = ConfigDict(title="FieldChange", json_schema_extra={"examples": [{"is_archived": True}]})

    names: Words = may_be_absent()
    helps: Words = may_be_absent()
    settings: dict[Line, str | bool | float | None] = may_be_absent()
    choices: Annotated[str, StringConstraints(max_length=200_000)] = may_be_absent()
    access: AccessWord = may_be_absent()
    default: Value | None = may_be_absent()
    is_archived: bool = may_be_absent()


class Term(Input):
    """Holds when the field is one of these; of none: when it is filled."""

    model_config = ConfigDict(title="FormCondition", populate_by_name=True)

    field: Key
    values: list[Line] = Field(default_factory=list, max_length=200, alias="is")


class RuleIn(Input):
    """A field of a form. `when`: all must hold for it to be shown."""

    model_config = ConfigDict(title="FormField")

    field: Key
    create: bool = Field(False, description="Needed for opening a ticket.")
    solve: bool = Field(False, description="Needed before solving.")
    when: list[Term] = Field(default_factory=list, max_length=10)


class RuleOut(Schema):
    field: str
    create: bool
    solve: bool
    when: list[dict[str, Any]]


class FormOut(Schema):
    """What is asked for one kind of request. `brand` null: of every brand."""

    model_config = ConfigDict(title="Form")

    id: int
    name: str = Field(description="In the language of Accept-Language.")
    names: dict[str, str]
    brand: int | None
    rules: list[RuleOut]
    is_default: bool
    is_active: bool


class FormsOut(Many):
    model_config = ConfigDict(title="Forms")

    items: list[FormOut]


class FormIn(Input):
    """A form to be made."""

    model_config = ConfigDict(
        title="FormToMake",
        json_schema_extra={
            "examples": [
                {
                    "names": {"en": "Repair"},
                    "rules": [
                        {"field": "product", "create": True},
                        {"field": "serial", "solve": True, "when": [{"field": "product", "is": ["ebike"]}]},
                    ],
                }
            ]
        },
    )

    names: Words
    brand: Id | None = None
    rules: list[RuleIn] = Field(default_factory=list, max_length=100)
    is_default: bool = False
    is_active: bool = True


class FormChange(Input):
    model_config = ConfigDict(title="FormChange", json_schema_extra={"examples": [{"is_default": True}]})

    names: Words = may_be_absent()
    brand: Id | None = may_be_absent()
    rules: list[RuleIn] = may_be_absent(max_length=100)
    is_default: bool = may_be_absent()
    is_active: bool = may_be_absent()
