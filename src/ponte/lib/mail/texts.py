"""One text part as a block of the body: its charset, its format, its HTML cleaned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ponte.lib.mail.charset_names import codec_of
from ponte.lib.mail.charsets import decode
from ponte.lib.mail.cleaning import clean, from_text
from ponte.lib.mail.cleansing import cleanse
from ponte.lib.mail.enriched import plain_from_enriched
from ponte.lib.mail.flowed import unflow
from ponte.lib.mail.headers import decode_value
from ponte.lib.mail.html_limits import beyond_limits, crude_text
from ponte.lib.mail.htmltext import lines_of
from ponte.lib.mail.lines import Line
from ponte.lib.mail.structure import Part
from ponte.lib.mail.tnef import Unpacked

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_HTML_START = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
_STUB = re.compile(r"\bHTML\b", re.IGNORECASE)
_ENCLOSED_HEADERS = ("From", "Date", "Subject", "To", "Cc")
_MAX_STUB = 250
_MAX_LINES = 20_000


@dataclass(slots=True)
class Block:
    """One stretch of the body in one or both forms. `beyond` is the text of HTML too long to be shown."""

    text: str = ""
    html: str = ""
    beyond: str = ""
    calendar: bool = False
    _html_lines: list[Line] | None = None

    @property
    def html_lines(self) -> list[Line]:
        """The lines of the HTML, read once."""
        if self._html_lines is None:
            self._html_lines = lines_of(self.html)
        return self._html_lines

    @property
    def seen(self) -> bool:
        """Whether there is anything to read in it."""
        return bool(
            self.text.strip() or self.beyond or (self.html and any(line.text for line in self.html_lines))
        )

    @property
    def reads_as_html(self) -> bool:
        """Whether the HTML is the form to read: there is no text, or it only tells to look at the HTML."""
        if not self.html:
            return False
        text = self.text.strip()
        return not text or (
            len(text) < _MAX_STUB and bool(_STUB.search(text)) and len(self.html) > 2 * len(text)
        )

    def lines(self) -> list[Line]:
        """The lines to read."""
        if self.reads_as_html:
            beyond = _few_lines(self.beyond.strip("\n"), len(self.html)) if self.beyond.strip() else []
            return self.html_lines + beyond
        return _few_lines(self.text.strip("\n"), 0) if self.text.strip() else []


def _few_lines(text: str, at: int) -> list[Line]:
    """The lines; what follows the first thousands, which nobody reads line by line, in one piece."""
    return [Line(line, at) for line in text.split("\n", _MAX_LINES)]


def block_of(part: Part, data: bytes) -> tuple[Block, str]:
    """(block, defect or "") for the bytes of a text part."""
    declared = part.parameters.get("charset", "")
    defect = ""
    if declared and not codec_of(declared) and not data.isascii():
        defect = "wrong-charset"
    if part.content_type == "text/html" or data[:200].lstrip()[:1] == b"<":
        meta = _META.search(data, 0, 4096)
        if meta and not codec_of(declared):
            declared = meta[1].decode("ascii", "replace")
    text, used = decode(data, declared)
    if codec_of(declared) not in ("", used, "utf_8_sig") and used != "ascii":
        defect = "wrong-charset"
    if part.content_type == "text/html" or _HTML_START.match(text):
        return html_block(text), defect
    text = cleanse(text)
    if part.content_type in ("text/enriched", "text/richtext"):
        text = plain_from_enriched(text)
    elif part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, part.parameters.get("delsp", "").lower() == "yes")
    return Block(text=text), defect


def html_block(html: str) -> Block:
    """Cleaned HTML; where cleaning leaves nothing to read but there was something, that as text."""
    block = Block(html=clean(html), beyond=cleanse(beyond_limits(html)))
    if not block.html_lines:
        text = cleanse(crude_text(html)).strip()
        if text and not re.search(r"display\s*:\s*none", html, re.IGNORECASE):
            block.html, block._html_lines = from_text(text), None
    return block


def from_tnef(found: Unpacked) -> list[Block]:
    """The body of a `winmail.dat`."""
    block = html_block(found.html) if found.html else Block()
    block.text = cleanse(found.text)
    return [block] if block.seen else []


def show_enclosed(part: Part, blocks: Sequence[Block]) -> list[Block]:
    """A forwarded message, under the lines that say whose it is."""
    values = ((name, decode_value(part.first(name.lower())[:2000])) for name in _ENCLOSED_HEADERS)
    head = "\n".join(
        ["---------- Forwarded message ----------", *(f"{name}: {value}" for name, value in values if value)]
    )
    return [Block(text=head), *blocks]


def looks_like_text(data: bytes) -> bool:
    """Whether bytes before the first part say more than that the message has parts."""
    return b"multi-part message" not in data.lower() and b"mime" not in data.lower()
