"""The visible text, the HTML and the files of a message, gathered from its parts in order."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from dataclasses import dataclass, field

from ponte.lib.mail.attachments import from_part, given_name, make_attachment
from ponte.lib.mail.calendars import describe_calendar
from ponte.lib.mail.charsets import decode
from ponte.lib.mail.cleansing import cleanse
from ponte.lib.mail.headers import decode_value, raw_text
from ponte.lib.mail.parsed import Attachment
from ponte.lib.mail.placeholders import is_placeholder
from ponte.lib.mail.smime import signed_content
from ponte.lib.mail.structure import Part, Reader
from ponte.lib.mail.texts import Block, block_of, from_tnef, looks_like_text, show_enclosed
from ponte.lib.mail.tnef import is_tnef, unpack
from ponte.lib.mail.transfer import decode_transfer
from ponte.lib.mail.uuencode import extract_uuencoded

_BODY_TYPES = frozenset(("text/plain", "text/html", "text/enriched", "text/richtext"))
_DATA_TYPES = frozenset(
    "text/calendar text/rtf text/csv text/vcard text/x-vcard text/directory text/rfc822-headers text/xml text/css "
    "text/javascript text/x-amp-html text/watch-html".split()
)
_UNSHOWN = frozenset(("text/x-amp-html", "text/watch-html"))
_MAX_ENCLOSED = 3  # messages within messages shown; deeper ones stay in the file


@dataclass(slots=True)
class Body:
    """What was gathered."""

    blocks: list[Block] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    enclosed: int = 0
    report: bool = False

    def note(self, defect: str) -> None:
        """Remember a defect, once."""
        if defect and defect not in self.defects:
            self.defects.append(defect)


def gather(part: Part, enclosed: int = 0) -> Body:
    """Everything in the message. `enclosed` counts the messages that this one is inside of."""
    body = Body(enclosed=enclosed, report=part.content_type == "multipart/report")
    _walk(part, body)
    if not any(block.seen for block in body.blocks):
        _find_hidden_text(part, body)
    return body


def payload_of(part: Part) -> tuple[bytes, str]:
    """(the part's bytes with the transfer encoding undone, defect or "")."""
    return decode_transfer(part.body, raw_text(part.first("content-transfer-encoding")))


def _walk(part: Part, body: Body) -> None:
    if part.children:
        if part.content_type == "multipart/alternative":
            _walk_alternative(part, body)
        else:
            for child in part.children:
                _walk(child, body)
        return
    if part.content_type.startswith("multipart/"):
        return  # empty
    data, defect = payload_of(part)
    body.note(defect)
    if _is_body(part, body):
        _add_text(part, data, body)
    elif part.content_type not in _UNSHOWN:
        _special(part)(part, data, body)


def _is_body(part: Part, body: Body) -> bool:
    if not part.content_type.startswith("text/") or part.disposition == "attachment":
        return False
    if part.content_type not in _BODY_TYPES:
        return part.content_type not in _DATA_TYPES and not given_name(part)
    # some programs give the body itself a file name
    return not given_name(part) or not (body.blocks or body.attachments)


def _special(part: Part) -> Callable[[Part, bytes, Body], None]:
    kind = part.content_type
    if kind in ("message/rfc822", "message/global", "message/news"):
        return _add_enclosed
    if kind == "text/calendar":
        return _add_calendar
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        return _add_signed
    if (
        kind in ("application/ms-tnef", "application/vnd.ms-tnef")
        or given_name(part).lower() == "winmail.dat"
    ):
        return _add_tnef
    return _add_file


def _add_file(part: Part, data: bytes, body: Body) -> None:
    if not data and not given_name(part) and not part.headers:
        return
    inline = part.disposition == "inline" and part.content_type.startswith("image/")
    body.attachments.append(from_part(part, data, inline))


def _add_text(part: Part, data: bytes, body: Body) -> None:
    if part.content_type != "text/html":
        data, files = extract_uuencoded(data)
        for name, content in files:
            body.attachments.append(make_attachment(content, decode(name)[0], "application/octet-stream"))
    block, defect = block_of(part, data)
    body.note(defect)
    body.blocks.append(block)


def _add_calendar(part: Part, data: bytes, body: Body) -> None:
    text = describe_calendar(cleanse(decode(data, part.parameters.get("charset", "utf-8"))[0]))
    if text:
        body.blocks.append(Block(text=text, calendar=True))
    body.attachments.append(from_part(part, data, name=given_name(part) or "invite.ics"))


def _add_enclosed(part: Part, data: bytes, body: Body) -> None:
    reader = Reader()
    inner = reader.read(data)
    subject = decode_value(inner.first("subject"))
    name = given_name(part) or (f"{subject[:100]}.eml".replace("/", "-") if subject else "")
    body.attachments.append(from_part(part, data, name=name))
    if body.enclosed < _MAX_ENCLOSED and not body.report:
        body.blocks += show_enclosed(inner, gather(inner, body.enclosed + 1).blocks)


def _add_signed(part: Part, data: bytes, body: Body) -> None:
    content = signed_content(data) if body.enclosed < _MAX_ENCLOSED else None
    if content is None:
        if "enveloped" in part.parameters.get("smime-type", "enveloped"):
            body.note("encrypted")
        _add_file(part, data, body)
        return
    inner = gather(Reader().read_part(content, 0, "text/plain"), body.enclosed + 1)
    body.blocks += inner.blocks
    body.attachments += inner.attachments
    body.note("opaque-signature")


def _add_tnef(part: Part, data: bytes, body: Body) -> None:
    found = unpack(data) if is_tnef(data) else None
    if found is None or not (found.files or any(block.seen for block in from_tnef(found))):
        body.note("damaged-tnef")
        _add_file(part, data, body)
        return
    if not any(block.seen for block in body.blocks):
        body.blocks += from_tnef(found)
    for name, content in found.files:
        body.attachments.append(make_attachment(content, name, _guess_type(name)))


def _guess_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _walk_alternative(part: Part, body: Body) -> None:
    """The same in several forms: the first text and the last HTML, kept together."""
    before, body.blocks = body.blocks, []
    for child in part.children:
        _walk(child, body)
    found, body.blocks = body.blocks, before
    texts = [block for block in found if block.text.strip() and not block.calendar]
    htmls = [block for block in found if block.html]
    if len(texts) == 1 and htmls and is_placeholder(texts[0].text, "".join(block.html for block in htmls)):
        texts = []
    calendars = [block for block in found if block.calendar]
    if len(htmls) > 1 and not texts:
        body.blocks += htmls  # Apple's HTML around pictures
    elif texts or htmls:
        body.blocks.append(_joined(texts, htmls))
    if calendars and not any(block.seen for block in (*texts, *htmls)):
        body.blocks += calendars


def _joined(texts: list[Block], htmls: list[Block]) -> Block:
    if len(htmls) == 1:
        htmls[0].text = texts[0].text if texts else ""
        return htmls[0]
    html = "<br>".join(block.html for block in htmls)
    rest = "\n".join(filter(None, (block.beyond for block in htmls)))
    return Block(texts[0].text if texts else "", html, rest)


def _find_hidden_text(part: Part, body: Body) -> None:
    """Text where none belongs: the only part called an attachment, or all of it before the first part."""
    if not part.children and part.content_type in _BODY_TYPES:
        _add_text(part, payload_of(part)[0], body)
        return
    for each in part.walk():
        preamble = each.preamble.strip()
        if preamble and not body.attachments and looks_like_text(preamble):
            body.blocks.append(Block(text=cleanse(decode(preamble)[0])))
            return
