"""The visible text, the HTML and the files of a message, gathered from its parts in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from ponte.lib.mail.attachments import from_part, given_name, make_attachment
from ponte.lib.mail.charsets import decode
from ponte.lib.mail.cleaning import clean, from_text
from ponte.lib.mail.cleansing import cleanse
from ponte.lib.mail.headers import raw_text
from ponte.lib.mail.htmltext import text_of
from ponte.lib.mail.parsed import Attachment
from ponte.lib.mail.structure import Part
from ponte.lib.mail.transfer import decode_transfer
from ponte.lib.mail.uuencode import extract_uuencoded


@dataclass(slots=True)
class Block:
    """One stretch of the body in one or both forms."""

    text: str = ""
    html: str = ""


@dataclass(slots=True)
class Body:
    """What was gathered."""

    blocks: list[Block] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)

    def note(self, defect: str) -> None:
        """Remember a defect, once."""
        if defect and defect not in self.defects:
            self.defects.append(defect)


def gather(part: Part) -> Body:
    """Everything in the message."""
    body = Body()
    _walk(part, body)
    return body


def payload_of(part: Part, body: Body) -> bytes:
    """The part's bytes with the transfer encoding undone."""
    data, defect = decode_transfer(part.body, raw_text(part.first("content-transfer-encoding")))
    body.note(defect)
    return data


def _walk(part: Part, body: Body) -> None:
    if part.content_type == "multipart/alternative":
        _walk_alternative(part, body)
    elif part.children:
        for child in part.children:
            _walk(child, body)
    elif _is_text(part):
        _add_text(part, body)
    else:
        body.attachments.append(from_part(part, payload_of(part, body), part.disposition == "inline"))


def _is_text(part: Part) -> bool:
    named = bool(given_name(part))
    return part.content_type in ("text/plain", "text/html") and part.disposition != "attachment" and not named


def _add_text(part: Part, body: Body) -> None:
    data = payload_of(part, body)
    if part.content_type == "text/html":
        body.blocks.append(Block(html=clean(decode(data, part.parameters.get("charset", ""))[0])))
        return
    data, files = extract_uuencoded(data)
    for name, content in files:
        body.attachments.append(make_attachment(content, decode(name)[0], "application/octet-stream"))
    body.blocks.append(Block(text=cleanse(decode(data, part.parameters.get("charset", ""))[0])))


def _walk_alternative(part: Part, body: Body) -> None:
    before = body.blocks
    body.blocks = []
    for child in part.children:
        _walk(child, body)
    found, body.blocks = body.blocks, before
    texts = [block.text for block in found if block.text.strip()]
    htmls = [block.html for block in found if block.html]
    body.blocks.append(Block(texts[0] if texts else "", htmls[-1] if htmls else ""))


def whole_text(body: Body) -> str:
    """All visible text."""
    pieces = [block.text if block.text.strip() else text_of(block.html) for block in body.blocks]
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip())


def whole_html(body: Body) -> str:
    """All of the body as cleaned HTML; "" when no part of it was HTML."""
    if not any(block.html for block in body.blocks):
        return ""
    return "<br>".join(block.html or from_text(block.text) for block in body.blocks)
