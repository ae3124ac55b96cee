"""Tickets in the specification."""

from __future__ import annotations

from typing import Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from ponte.api.schemas.fields import Value, Values
from ponte.api.schemas.messages import FirstMessageIn
from ponte.api.schemas.words import (
    Address,
    ChannelWord,
    Id,
    Input,
    Language,
    Line,
    Many,
    Me,
    Moment,
    Nobody,
    PageQuery,
    PriorityWord,
    Ref,
    Since,
    StateWord,
    TagWord,
    Text,
    TypeWord,
    may_be_absent,
    sparse,
)


class StateRef(Schema):
    """The company's own state, and what it means."""

    id: int
    type: StateWord
    name: str = Field(description="In the language of Accept-Language.")


class RequesterRef(Schema):
    id: int
    name: str
    email: str | None = Field(description="Their main address.")


class TicketOut(Schema):
    """One matter of one customer."""

    model_config = ConfigDict(title="Ticket", json_schema_extra=sparse)

    id: int
    subject: str
    state: StateRef
    priority: PriorityWord
    type: TypeWord
    channel: ChannelWord
    language: str
    tags: list[str]
    brand: Ref
    team: Ref | None
    assignee: Ref | None
    requester: RequesterRef
    follows_up: int | None
    is_spam: bool
    form: Ref | None = Field(description="What is asked on it; null: what is usual for its brand.")
    fields: dict[str, Value] = Field(description="The values of the company's fields, by key; empty ones are absent.")
    snippet: str = Field(description="The beginning of the last public message.")
    message_count: int
    created_at: Moment
    updated_at: Moment
    waiting_since: Moment | None = Field(description="Since when the customer has waited for an answer.")
    due_at: Moment | None = Field(description="When the next answer is due; null when no clock runs.")
    first_replied_at: Moment | None
    solved_at: Moment | None
    closed_at: Moment | None
    url: str = Field(description="Its page for agents.")


class TicketsOut(Many):
    model_config = ConfigDict(title="Tickets")

    items: list[TicketOut]


class TicketQuery(PageQuery):
    """Which tickets, in which order."""

    queue: Literal[
        "mine", "unassigned", "team", "following", "all", "pending", "solved", "closed", "spam", "everything"
    ] = Field("everything", description="A queue of the inbox; `all` is everything unsolved.")
    view: Id | None = Field(None, description="A kept view; it speaks for itself, so name no queue beside it.")
    state: StateWord | None = None
    priority: PriorityWord | None = None
    team: Id | Nobody | None = Field(None, description="A team's id, or `none`.")
    assignee: Id | Me | Nobody | None = Field(None, description="An agent's id, `me`, or `none`.")
    brand: Id | None = None
    requester: Id | None = Field(None, description="A customer's id.")
    channel: ChannelWord | None = None
    language: Language | None = None
    tag: TagWord | None = None
    q: Line = Field("", description="Words of subject, customer or messages; a number; or an address.")
    filter: Text = Field("", description="A condition as JSON, in the language of views (docs/views.md).")
    updated_since: Since | None = None
    created_since: Since | None = None
    sort: Literal["newest", "oldest", "recent", "due", "priority"] = "newest"
    fields: Line = Field("", description="Only these fields, by commas; the id is always there.")


class CustomerIn(Input):
    """A customer by id, or by address: an unknown one is made."""

    model_config = ConfigDict(title="WhichCustomer")

    id: Id | None = None
    email: Address | None = None
    name: Line = ""


class TicketIn(Input):
    """A ticket to be opened."""

    model_config = ConfigDict(
        title="TicketToOpen",
        json_schema_extra={
            "examples": [
                {
                    "requester": {"email": "marta.bellini@posteo.it", "name": "Marta Bellini"},
                    "subject": "The battery stops at 62%",
                    "message": {"text": "Since the update the battery no longer charges beyond 62%."},
                    "priority": "high",
                    "tags": ["battery"],
                }
            ]
        },
    )

    requester: CustomerIn
    subject: Line = Field(min_length=1)
    message: FirstMessageIn
    brand: Id | None = Field(None, description="The usual brand when it is not named.")
    team: Id | None = None
    assignee: Id | Me | None = None
    priority: PriorityWord = "normal"
    type: TypeWord = "question"
    channel: ChannelWord = "api"
    language: Language = ""
    tags: list[TagWord] = Field(default_factory=list, max_length=50)
    form: Id | None = Field(None, description="The usual form of the brand when it is not named.")
    fields: Values = Field(default_factory=dict, description="Values of the company's fields, by key (see /fields).")
    external_id: str | None = Field(
        None, min_length=1, max_length=128, description="Your id of the first message; it enters once (409)."
    )


class TicketChange(Input):
    """What is to become of a ticket; what is not named stays."""

    model_config = ConfigDict(
        title="TicketChange",
        json_schema_extra={"examples": [{"state": "pending", "priority": "high", "add_tags": ["battery"]}]},
    )

    subject: Line = may_be_absent(min_length=1)
    state: StateWord | Id = may_be_absent(description="A kind of state (its usual one), or the id of a state.")
    priority: PriorityWord = may_be_absent()
    type: TypeWord = may_be_absent()
    language: Language = may_be_absent(min_length=2)
    brand: Id = may_be_absent()
    team: Id | None = may_be_absent(description="null: no team.")
    assignee: Id | Me | None = may_be_absent(description="null: nobody.")
    requester: CustomerIn = may_be_absent()
    tags: list[TagWord] = may_be_absent(max_length=50, description="The very tags that it shall bear.")
    add_tags: list[TagWord] = may_be_absent(max_length=50)
    remove_tags: list[TagWord] = may_be_absent(max_length=50)
    is_spam: bool = may_be_absent()
    form: Id | None = may_be_absent(description="null: what is usual for the brand.")
    fields: Values = may_be_absent(description="By key; null empties. What is not named stays.")
    anyway: bool = Field(False, description="Solve although something asks not to.")
