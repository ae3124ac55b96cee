"""The door: raw bytes in, a `ParsedMail` out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from ponte.lib.mail.addresses import normalise, parse_addresses
from ponte.lib.mail.automatic import find_automatic
from ponte.lib.mail.bodies import gather
from ponte.lib.mail.cleansing import cleanse_line
from ponte.lib.mail.dates import find_date
from ponte.lib.mail.headers import decode_value, raw_text
from ponte.lib.mail.language import detect
from ponte.lib.mail.parsed import Address, ParsedMail
from ponte.lib.mail.structure import Part, Reader
from ponte.lib.mail.visible import make_visible

log = logging.getLogger(__name__)
MAX_HEADERS = 400
MAX_HEADER_LENGTH = 8000
MAX_REFERENCES = 500
_AS_TEXT = b"Content-Type: text/plain\n\n"
_SHOWN_RAW = 200_000
_IDENTIFIER = re.compile(r"<([^<>]{1,900})>")
_NOREPLY = re.compile(r"(?:^|[+._-])(?:no|do[._-]?not)[._-]?reply(?:$|[+._-])", re.IGNORECASE)


def parse(raw: bytes) -> ParsedMail:
    """Understand a message. Never raises, whatever the bytes; `defects` tells what had to be mended."""
    try:
        return understand(raw)
    except Exception:
        # Nobody's mail may be lost to a fault of ours that no test has found: it is shown as it came.
        log.exception("a message could not be understood")
        return replace(
            understand(_AS_TEXT + raw.replace(b"\x00", b"")[:_SHOWN_RAW]), defects=("not-understood",)
        )


def understand(raw: bytes) -> ParsedMail:
    """The same without the last resort: tests call it, so that faults show."""
    reader = Reader()
    part = reader.read(raw)
    body = gather(part)
    subject = decode_value(part.first("subject")[:40_000])
    visible = make_visible(body.blocks, subject)
    date, date_defect = find_date(part.first("date"), part.all("received"))
    sender = find_sender(part)
    headers = tuple(decoded_headers(part))
    return ParsedMail(
        sender=sender,
        reply_to=parse_addresses(part.all("reply-to")),
        to=parse_addresses(part.all("to")),
        cc=parse_addresses(part.all("cc")),
        bcc=parse_addresses(part.all("bcc")),
        return_path=normalise(raw_text(part.first("return-path"))),
        delivered_to=find_delivered_to(part),
        subject=subject,
        date=date,
        message_id=next(iter(identifiers(part.first("message-id"))), ""),
        in_reply_to=identifiers(part.first("in-reply-to")),
        references=identifiers(part.first("references")),
        text=visible.text,
        segments=visible.segments,
        reply_text=visible.reply_text,
        html=visible.html,
        reply_html=visible.reply_html,
        quoted_html=visible.quoted_html,
        language=detect(visible.reply_text),
        attachments=tuple(body.attachments),
        automatic=find_automatic(part, headers, sender.address, subject, visible.text),
        noreply_sender=is_noreply(sender),
        authentication_results=tuple(
            decode_value(value) for value in part.all("authentication-results")[:20]
        ),
        headers=headers,
        defects=(*reader.defects, *body.defects, *filter(None, [date_defect])),
    )


def decoded_headers(part: Part) -> Iterator[tuple[str, str]]:
    """Name and readable value of each header, as many and as long as anybody looks at."""
    for name, value in part.headers[:MAX_HEADERS]:
        yield name, decode_value(value[: 4 * MAX_HEADER_LENGTH])[:MAX_HEADER_LENGTH]


def find_sender(part: Part) -> Address:
    """The first usable author; else the Sender, else the Return-Path; else whatever name there is."""
    named = parse_addresses(part.all("from"))
    for candidates in (
        named,
        parse_addresses(part.all("sender")),
        parse_addresses(part.all("return-path")[:1]),
    ):
        usable = next((address for address in candidates if address.address), None)
        if usable:
            name = usable.name or (named[0].name if named else "")
            return Address(name, usable.address)
    return named[0] if named else Address("", "")


def find_delivered_to(part: Part) -> tuple[str, ...]:
    """The addresses this copy was delivered to, by what servers noted on the way."""
    found: dict[str, None] = {}
    for name in ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to"):
        for address in parse_addresses(part.all(name)[:20]):
            if address.address:
                found.setdefault(address.address)
    return tuple(found)


def identifiers(value: bytes) -> tuple[str, ...]:
    """The message identifiers in a header, bare, in order, each once."""
    text = raw_text(value[:400_000])
    found = [cleanse_line(each).replace(" ", "") for each in _IDENTIFIER.findall(text)]
    if not found and "@" in text and len(text) < 1000:
        found = [cleanse_line(word).strip("<>,;") for word in text.split() if "@" in word]
    kept = list(dict.fromkeys(each for each in found if each))
    return tuple(kept if len(kept) <= MAX_REFERENCES else [kept[0], *kept[1 - MAX_REFERENCES :]])


def is_noreply(address: Address) -> bool:
    """Whether the sender's address says that nobody reads answers."""
    return bool(_NOREPLY.search(address.address.rpartition("@")[0]))
