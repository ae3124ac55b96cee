"""Brands, states and tags in the specification."""

from __future__ import annotations

from ninja import Field, Schema
from pydantic import ConfigDict

from ponte.api.schemas.words import Input, Line, Many, PageQuery, StateWord, TagWord


class BrandOut(Schema):
    """A name under which the company answers."""

    model_config = ConfigDict(title="Brand")

    id: int
    name: str
    default_locale: str
    locales: list[str]
    is_default: bool
    is_active: bool


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
