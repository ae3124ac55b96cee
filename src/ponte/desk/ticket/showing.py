"""Messages made ready to be shown: who, when, folded parts, files, and where a reply stands."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from ponte.desk.ticket import pictures, remembering
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import delivery_reasons
from ponte.tickets.models import Attachment, Delivery, Message, MessageKind

_rich = re.compile(r"<(?:table|img|h[1-6]|font|center|ul|ol|hr)\b|style=", re.IGNORECASE)
_LINK = Markup('<a class="link" href="{0}" rel="noopener noreferrer" target="_blank">{0}</a>')
_address = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]»”’]")


@dataclass(frozen=True)
class Part:
    """A stretch of a message. `summary` is what a folded part says of itself; "" shows it openly."""

    html: Markup
    summary: str = ""


@dataclass
class Shown:
    """One message for the template. `kind`: customer, agent, note or system."""

    message: Message
    kind: str
    name: str
    author_id: int
    files: list[Attachment] = field(default_factory=list)
    own_pictures: list[Attachment] = field(default_factory=list)
    framed: bool = False
    has_frame: bool = False
    delivery: tuple[str, str, str] | None = None
    may_retry: bool = False
    may_undo: bool = False
    _key: Hashable | None = None

    @property
    def at(self) -> datetime:
        """When it was written."""
        return self.message.created_at

    @cached_property
    def parts(self) -> list[Part]:
        """What was written, in stretches."""
        if not self.message.agent_id and self.kind != "system":
            return list(parts_of(self.message))
        html = pictures.to_shown(self.message.html, self.own_pictures)
        return [Part(Markup(html))]  # noqa: S704 (cleaned when written)

    @cached_property
    def remembered(self) -> Markup | None:
        """The message as it was drawn before for anybody who sees the same."""
        self._key = remembering.key_of(self)
        return remembering.drawn(self._key)

    def keep(self, drawn: Markup) -> Markup:
        """Remember what was drawn, and give it back."""
        remembering.keep(self._key, drawn)
        return drawn


def show(messages: Sequence[Message], files: Iterable[Attachment], reader: Agent) -> list[Shown]:
    """Make messages ready; their agents and customers must be fetched with them."""
    of: dict[int, list[Attachment]] = {}
    for each in files:
        of.setdefault(each.message_id or 0, []).append(each)
    return [_show(message, of.get(message.pk, []), reader) for message in messages]


def _show(message: Message, files: list[Attachment], reader: Agent) -> Shown:
    kind = "note" if message.kind == MessageKind.NOTE else "agent" if message.agent_id else "customer"
    if message.kind == MessageKind.SYSTEM:
        kind = "system"
    author = message.agent or message.customer
    name = str(author) if author else "Ponte"
    if message.customer_id and not (message.customer and message.customer.name):
        name = message.sender_name or message.sender_address or name
    shown = Shown(message, kind, name, message.agent_id or message.customer_id or 0)
    if message.agent_id or kind == "system":
        shown.own_pictures = files
        shown.delivery = delivery_of(message)
        shown.may_retry = message.delivery in (Delivery.FAILED, Delivery.BOUNCED) and reader.may_write
        shown.may_undo = (
            message.delivery == Delivery.QUEUED
            and message.agent_id == reader.pk
            and message.send_at is not None
            and message.send_at > clock.now()
        )
    else:
        shown.has_frame = bool(message.html)
        shown.framed = bool(_rich.search(message.html))
    used = pictures.used_in(message.html) if files else set()
    shown.files = [each for each in files if not (each.content_id and each.content_id in used)]
    return shown


def parts_of(message: Message) -> Iterable[Part]:
    """A customer's text: what they wrote, with quotes and signature folded."""
    segments = message.segments or [["reply", message.reply_text or message.text]]
    for kind, text in segments:
        if not text.strip():
            continue
        lines = text.strip("\n").count("\n") + 1
        summary = ""
        if kind == "quote":
            summary = ngettext("Quoted, %(number)s line", "Quoted, %(number)s lines", lines) % {"number": lines}
        elif kind == "signature":
            summary = _("Signature")
        yield Part(paragraphs(text), summary)


def paragraphs(text: str) -> Markup:
    """Plain text as HTML, its addresses made links that tell nothing about us."""
    blocks = [block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n")]
    return Markup("").join(Markup("<p>{}</p>").format(_linked(block)) for block in blocks if block.strip())


def _linked(text: str) -> Markup:
    made, at = Markup(""), 0
    for found in _address.finditer(text):
        made += _lines(text[at : found.start()])
        at = found.end()
        if urlsplit(found[0]).hostname:
            made += _LINK.format(found[0])
        else:
            made += _lines(found[0])
    return made + _lines(text[at:])


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def delivery_of(message: Message) -> tuple[str, str, str] | None:
    """Icon, words and tone of where a reply stands; None for what is not delivered."""
    match message.delivery:
        case Delivery.QUEUED:
            return "clock", _("Waiting to be sent"), ""
        case Delivery.SENDING:
            return "send", _("Sending"), ""
        case Delivery.SENT:
            return "check", _("Sent"), ""
        case Delivery.KEPT:
            return "outbox", _("Kept in the outbox: no mail server is set up"), "caution"
        case Delivery.FAILED:
            return "alert", _("Not sent: %(reason)s") % {"reason": _reason(message)}, "negative"
        case Delivery.BOUNCED:
            return "bounce", _("Came back: %(reason)s") % {"reason": _reason(message)}, "negative"
    return None


def _reason(message: Message) -> str:
    return delivery_reasons.words(message.delivery_detail) or _("the reason is unknown")
