"""Brands, states and tags in the specification."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import (
    Input,
    Language,
    Line,
    Many,
    PageQuery,
    StateWord,
    TagWord,
    may_be_absent,
)


class BrandOut(Schema):
    """A name under which the company answers."""

    model_config = ConfigDict(title="Brand")

    id: int
    name: str
    default_locale: str
    locales: list[str]
    is_default: bool
    is_active: bool


Texts = dict[Language, Annotated[str, StringConstraints(max_length=4000)]]
BrandName = Annotated[str, StringConstraints(min_length=1, max_length=80)]
StateNames = dict[Language, Annotated[str, StringConstraints(max_length=40)]]


class WholeBrandOut(BrandOut):
    """A brand with its words to customers, by language."""

    model_config = ConfigDict(title="WholeBrand")

    acknowledges: bool = Field(description="Whether new mail is answered once by `acknowledgement`.")
    acknowledgement: dict[str, str]
    signature: dict[str, str]


class BrandIn(Input):
    model_config = ConfigDict(
        title="BrandToMake",
        json_schema_extra={"examples": [{"name": "Velora Pro", "default_locale": "en", "locales": ["en", "it"]}]},
    )

    name: BrandName
    default_locale: Language = "en"
    locales: list[Language] = Field(default_factory=lambda: ["en"], min_length=1, max_length=20)
    acknowledges: bool = False
    acknowledgement: Texts = Field(default_factory=dict)
    signature: Texts = Field(default_factory=dict)
    is_default: bool = False
    is_active: bool = True


class BrandChange(Input):
    model_config = ConfigDict(title="BrandChange", json_schema_extra={"examples": [{"acknowledges": True}]})

    name: BrandName = may_be_absent()
    default_locale: Language = may_be_absent()
    locales: list[Language] = may_be_absent(min_length=1, max_length=20)
    acknowledges: bool = may_be_absent()
    acknowledgement: Texts = may_be_absent()
    signature: Texts = may_be_absent()
    is_default: bool = may_be_absent()
    is_active: bool = may_be_absent()


class StateIn(Input):
    """A further state of a type, named by language."""

    model_config = ConfigDict(
        title="StateToMake",
        json_schema_extra={"examples": [{"type": "on_hold", "names": {"en": "At the workshop"}}]},
    )

    type: StateWord
    names: StateNames = Field(min_length=1, max_length=20)
    pauses_deadlines: bool = False


class StateChange(Input):
    model_config = ConfigDict(title="StateChange", json_schema_extra={"examples": [{"pauses_deadlines": True}]})

    names: StateNames = may_be_absent(min_length=1, max_length=20)
    pauses_deadlines: bool = may_be_absent()
    is_active: bool = may_be_absent()
    is_default: Literal[True] = may_be_absent(description="Make it the one that its type means.")


class BrandsOut(Many):
    model_config = ConfigDict(title="Brands")

    items: list[BrandOut]


class StateOut(Schema):
    """A state of the company; `is_default`: the one that its type means."""

    model_config = ConfigDict(title="State")

    id: int
    type: StateWord
    name: str = Field(description="In the language of Accept-Language.")
    pauses_deadlines: bool
    is_default: bool
    is_active: bool


class StatesOut(Many):
    model_config = ConfigDict(title="States")

    items: list[StateOut]


class TagOut(Schema):
    model_config = ConfigDict(title="Tag")

    id: int
    name: str


class TagsOut(Many):
    model_config = ConfigDict(title="Tags")

    items: list[TagOut]


class TagQuery(PageQuery):
    q: Line = Field("", description="The beginning of the name.")


class TagIn(Input):
    model_config = ConfigDict(title="TagName", json_schema_extra={"examples": [{"name": "battery"}]})

    name: TagWord
