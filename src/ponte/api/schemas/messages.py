"""Messages and those who are on a thread, in the specification."""

from __future__ import annotations

from typing import Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from ponte.api.schemas.words import (
    Address,
    ChannelWord,
    Id,
    Input,
    Language,
    Line,
    Many,
    Moment,
    PageQuery,
    Ref,
    StateWord,
    Text,
    may_be_absent,
    sparse,
)


class Words(Input):
    """What is written: plain text, or HTML (which is cleaned)."""

    text: Text = ""
    html: Text = ""
    attachments: list[Id] = Field(default_factory=list, max_length=50, description="Ids of files sent before.")


class FirstMessageIn(Words):
    """`customer`: they said it, and wait for an answer. `reply`: mailed to them. `note`: for colleagues alone."""

    model_config = ConfigDict(title="FirstMessage")

    kind: Literal["customer", "reply", "note"] = "customer"


class AuthorOut(Schema):
    """`id` and `name` are null for what Ponte itself wrote."""

    type: Literal["customer", "agent", "system"]
    id: int | None
    name: str | None


class AttachmentOut(Schema):
    model_config = ConfigDict(title="Attachment")

    id: int
    filename: str
    content_type: str
    size: int = Field(description="In bytes.")
    sha256: str


class MessageOut(Schema):
    """One message of a ticket. `html` is cleaned, but show it only where it can do nothing (a sandboxed frame)."""

    model_config = ConfigDict(title="Message", json_schema_extra=sparse)

    id: int
    ticket: int
    kind: Literal["public", "note", "system"]
    channel: ChannelWord
    author: AuthorOut
    sender: str = Field(description="The address it came from.")
    to: list[str]
    cc: list[str]
    subject: str
    text: str
    html: str
    language: str
    is_automatic: bool
    is_flagged: bool = Field(description="From somebody who is not on the thread.")
    delivery: Literal["", "queued", "sending", "sent", "kept", "failed", "bounced", "withdrawn"]
    delivery_detail: str
    send_at: Moment | None
    sent_at: Moment | None
    created_at: Moment
    attachments: list[AttachmentOut]


class MessagesOut(Many):
    model_config = ConfigDict(title="Messages")

    items: list[MessageOut]


class MessageQuery(PageQuery):
    kind: Literal["public", "note", "system"] | None = None
    fields: Line = Field("", description="Only these fields, by commas; the id is always there.")


class MessageIn(Words):
    """An answer to the customer, or a note for colleagues."""

    model_config = ConfigDict(
        title="MessageToSend",
        json_schema_extra={
            "examples": [
                {"kind": "reply", "text": "Please hold the power button for ten seconds.", "state": "pending"},
                {"kind": "note", "text": "The order is 10423."},
            ]
        },
    )

    kind: Literal["reply", "note"] = "reply"
    to: list[Address] = may_be_absent(max_length=50, description="The customer when it is not named.")
    cc: list[Address] = may_be_absent(max_length=50, description="Those on the thread when it is not named.")
    state: StateWord | Id = may_be_absent(description="What becomes of the ticket with this reply.")
    language: Language = ""
    anyway: bool = Field(False, description="Solve although something asks not to.")
    undo_seconds: int = Field(0, ge=0, le=3600, description="How long it can be taken back before it leaves.")


class ParticipantOut(Schema):
    """A customer who is on the thread beside the requester."""

    model_config = ConfigDict(title="Participant")

    id: int
    customer: Ref
    address: str
    is_confirmed: bool = Field(description="False: an outsider, to whom nothing is sent.")


class ParticipantsOut(Schema):
    items: list[ParticipantOut]


class ParticipantIn(Input):
    model_config = ConfigDict(title="ParticipantToAdd")

    address: Address
    name: Line = ""
