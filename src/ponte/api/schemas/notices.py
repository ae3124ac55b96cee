"""Notifications in the specification."""

from __future__ import annotations

from typing import Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from ponte.api.schemas.words import Input, Many, Moment, PageQuery

SortWord = Literal[
    "breached",
    "escalated",
    "returned",
    "mentioned",
    "reminder",
    "promise",
    "delivery",
    "assigned",
    "routed",
    "handed",
    "warned",
    "customer",
    "followed",
    "woken",
    "attention",
    "new",
    "job",
]
MailWord = Literal["never", "now", "digest"]


class NotificationOut(Schema):
    """One thing that the token's owner was told; what happened on a ticket within a minute is one."""

    model_config = ConfigDict(title="Notification")

    id: int
    sort: SortWord
    text: str = Field(description="What happened, in the language of Accept-Language.")
    ticket: int | None
    message: int | None = Field(description="The first new message.")
    messages: int = Field(description="How many new messages folded into it.")
    created_at: Moment
    updated_at: Moment
    read_at: Moment | None


class NotificationsOut(Many):
    model_config = ConfigDict(title="Notifications")

    items: list[NotificationOut]


class NotificationQuery(PageQuery):
    unread: bool = Field(False, description="Only those not seen yet.")


class ReadOut(Schema):
    model_config = ConfigDict(title="ReadNotifications")

    read: int = Field(description="How many were not seen before.")


class WayOut(Schema):
    """How the token's owner hears of one sort."""

    model_config = ConfigDict(title="NotificationPreference")

    sort: SortWord
    app: bool
    mail: MailWord
    push: bool


class WaysOut(Schema):
    model_config = ConfigDict(title="NotificationPreferences")

    items: list[WayOut]


class WayIn(Input):
    sort: SortWord
    app: bool
    mail: MailWord
    push: bool


class WaysIn(Input):
    model_config = ConfigDict(
        title="ChangedNotificationPreferences",
        json_schema_extra={
            "examples": [{"items": [{"sort": "followed", "app": True, "mail": "digest", "push": False}]}]
        },
    )

    items: list[WayIn] = Field(max_length=17, description="Sorts that are not named stay as they are.")
