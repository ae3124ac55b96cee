"""Webhooks in the specification."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from ponte.api.schemas.words import Id, Input, Many, Moment, PageQuery, Since, may_be_absent

Url = Annotated[str, StringConstraints(min_length=8, max_length=2000)]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Description = Annotated[str, StringConstraints(max_length=200)]
StatusWord = Literal["waiting", "sending", "delivered", "given_up"]


class WebhookOut(Schema):
    """An address that hears of what happens."""

    model_config = ConfigDict(title="Webhook")

    id: int
    url: str
    description: str
    kinds: list[str] = Field(description="Kinds of events; a star takes many together.")
    conditions: dict[str, Any] = Field(description="Which tickets, in the language of views; {} means all.")
    includes_notes: bool = Field(description="Whether the words of notes are told.")
    suspended: Literal["", "by_hand", "failing", "gone"] = Field(description="Why nothing is sent; empty: it is.")
    suspended_at: Moment | None
    failing_since: Moment | None
    delivered_at: Moment | None = Field(description="The last success.")
    created_at: Moment


class WebhooksOut(Many):
    model_config = ConfigDict(title="Webhooks")

    items: list[WebhookOut]


class NewWebhookOut(WebhookOut):
    """The webhook with its secret, which is told this once."""

    model_config = ConfigDict(title="NewWebhook")

    secret: str


class WebhookIn(Input):
    model_config = ConfigDict(
        title="WebhookToMake",
        json_schema_extra={
            "examples": [
                {
                    "url": "https://shop.example/hooks/ponte",
                    "description": "Shop: warranty cases",
                    "kinds": ["ticket.created", "ticket.state_changed"],
                    "conditions": {"field": "tags", "operator": "has_any", "value": ["warranty"]},
                }
            ]
        },
    )

    url: Url
    kinds: list[Pattern] = Field(min_length=1, max_length=100)
    description: Description = ""
    conditions: dict[str, Any] = Field(default_factory=dict)
    includes_notes: bool = False


class WebhookChange(Input):
    model_config = ConfigDict(title="WebhookChange", json_schema_extra={"examples": [{"kinds": ["ticket.*"]}]})

    url: Url = may_be_absent()
    kinds: list[Pattern] = may_be_absent(min_length=1, max_length=100)
    description: Description = may_be_absent()
    conditions: dict[str, Any] = may_be_absent()
    includes_notes: bool = may_be_absent()


class RotationIn(Input):
    """`overlap_hours`: how long the old secret signs beside the new one."""

    model_config = ConfigDict(title="SecretRotation", json_schema_extra={"examples": [{"overlap_hours": 24}]})

    overlap_hours: int = Field(24, ge=0, le=168)


class SecretOut(Schema):
    model_config = ConfigDict(title="WebhookSecret")

    secret: str


class DeliveryOut(Schema):
    """One event for one webhook."""

    model_config = ConfigDict(title="Delivery")

    id: int
    webhook: int
    message_id: str = Field(description="The `webhook-id`, the same for the same event for ever.")
    event: int | None
    ticket: int | None
    kind: str
    status: StatusWord
    attempts: int
    due_at: Moment | None = Field(description="The next attempt; null while it waits behind an earlier one.")
    created_at: Moment
    ended_at: Moment | None
    error: str = Field(description="What went wrong last: `timeout`, `http_500` and the like.")


class DeliveriesOut(Many):
    model_config = ConfigDict(title="Deliveries")

    items: list[DeliveryOut]


class DeliveryQuery(PageQuery):
    status: StatusWord | None = None


class AttemptOut(Schema):
    number: int
    at: Moment
    took: int = Field(description="Milliseconds.")
    status: int | None = Field(description="What was answered; null when nothing was.")
    error: str
    detail: str
    answer: str = Field(description="The first 4 kB.")


class WholeDeliveryOut(DeliveryOut):
    """A delivery with what is sent, and every attempt."""

    model_config = ConfigDict(title="WholeDelivery")

    body: str
    log: list[AttemptOut]


class ReplayIn(Input):
    """From `since` to `until` (now when it is not named)."""

    model_config = ConfigDict(
        title="ReplayToBegin",
        json_schema_extra={"examples": [{"since": "2026-11-21T00:00:00Z", "until": "2026-11-22T00:00:00Z"}]},
    )

    since: Since
    until: Since | None = None


class ReplayOut(Schema):
    """What happened in a span of time, told once more."""

    model_config = ConfigDict(title="Replay")

    id: int
    webhook: int
    since: Moment
    until: Moment
    count: int = Field(description="How many events were queued so far.")
    done_at: Moment | None
    is_cancelled: bool


class ResumptionQuery(Input):
    missed: bool = Field(False, description="Tell what happened meanwhile too.")


class ReplayRef(Schema):
    """`replay`: its id where one was begun."""

    model_config = ConfigDict(title="Resumption")

    replay: Id | None
