"""What a channel hands in: one message from outside, already understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ponte.tickets.states import Channel


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """An attachment's bytes with what the sender said of it."""

    filename: str
    content_type: str
    content: bytes
    content_id: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message; the fields are those of `Message`. `external_id` keeps it from entering twice."""

    text: str
    at: datetime
    channel: Channel = Channel.EMAIL
    reply_text: str = ""
    html: str = ""
    segments: Sequence[tuple[str, str]] = ()
    subject: str = ""
    language: str = ""
    sender_address: str = ""
    sender_name: str = ""
    to: Sequence[str] = ()
    cc: Sequence[str] = ()
    external_id: str | None = None
    is_automatic: bool = False
    files: Sequence[IncomingFile] = field(default=())
