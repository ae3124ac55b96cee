"""What a message says, once understood. Every string is valid UTF-8 without NUL: safe for PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

SegmentKind = Literal["reply", "quote", "signature"]


@dataclass(frozen=True, slots=True)
class Address:
    """A person on an envelope or header line; `address` is "" where there was none that can be used.

    The local part is kept as written; the domain is lower case, in its ASCII (`xn--`) form.
    """

    name: str
    address: str

    @property
    def key(self) -> str:
        """What to compare and look up by."""
        return self.address.lower()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with the message. `filename` is never empty and never holds a path."""

    filename: str
    content_type: str
    payload: bytes = field(repr=False)
    size: int
    sha256: str
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the visible text, in order; the texts joined by newlines are the whole `text`."""

    kind: SegmentKind
    text: str


class AutomaticKind(StrEnum):
    """Why a message was not written by a person for us."""

    BOUNCE = "bounce"
    DELAY = "delay"
    OUT_OF_OFFICE = "out-of-office"
    AUTO_REPLY = "auto-reply"
    RECEIPT = "receipt"
    LIST = "list"
    BULK = "bulk"
    LOOP = "loop"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class FailedRecipient:
    """One address that a mail server reported about. `status` is the enhanced code (`5.1.1`) or ""."""

    address: str
    action: str
    status: str
    diagnostic: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says: who was not reached, and which of our messages it was."""

    recipients: tuple[FailedRecipient, ...]
    original_message_id: str

    @property
    def permanent(self) -> bool:
        """Whether some address can never be reached."""
        return any(recipient.permanent for recipient in self.recipients)


@dataclass(frozen=True, slots=True)
class Automatic:
    """The kind, and in words for the log the header or sign that gave it away."""

    kind: AutomaticKind
    reason: str
    bounce: Bounce | None = None


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One message. Identifiers are bare, without angle brackets; line ends are `\\n`.

    `text` is all visible text and `segments` the same text cut into reply, quotes and signature; `html` is
    the whole body cleaned ("" when the message has none), `reply_html` and `quoted_html` the same in two
    parts. Remote pictures carry `data-remote-src` in place of `src`; `cid:` pictures keep their `src`.
    """

    sender: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    return_path: str
    delivered_to: tuple[str, ...]
    subject: str
    date: datetime | None
    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    text: str
    segments: tuple[Segment, ...]
    reply_text: str
    html: str
    reply_html: str
    quoted_html: str
    language: str
    attachments: tuple[Attachment, ...]
    automatic: Automatic | None
    noreply_sender: bool
    authentication_results: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    defects: tuple[str, ...]
