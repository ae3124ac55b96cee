"""A letter into the bytes of a message. Whatever the words, no header can be smuggled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.utils import format_datetime

from ponte.lib.mail.cleansing import cleanse_line
from ponte.lib.mail.parsed import Address

_TYPE = re.compile(r"^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}$")
_IDENTIFIER = re.compile(r"[^\x21-\x7e]|[<>]")


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A file that goes along; with `content_id` it is a picture inside the HTML."""

    filename: str
    content_type: str
    payload: bytes = field(repr=False)
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to be written. Identifiers without angle brackets; domains of addresses in ASCII form."""

    sender: Address
    to: Sequence[Address]
    subject: str
    text: str
    date: datetime
    message_id: str
    cc: Sequence[Address] = ()
    reply_to: Sequence[Address] = ()
    html: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[LetterFile] = ()


def write(letter: Letter) -> bytes:
    """The whole message, CRLF line ends, no line over 998 bytes.

    7-bit throughout, unless an address has letters outside ASCII before its @ (then SMTPUTF8 is needed).
    """
    people = [letter.sender, *letter.to, *letter.cc, *letter.reply_to]
    utf8 = needs_utf8(person.address for person in people)
    message = EmailMessage(policy=(policy.SMTPUTF8 if utf8 else policy.SMTP).clone(cte_type="7bit"))
    message["From"] = _addresses([letter.sender])
    message["To"] = _addresses(letter.to)
    if letter.cc:
        message["Cc"] = _addresses(letter.cc)
    if letter.reply_to:
        message["Reply-To"] = _addresses(letter.reply_to)
    message["Subject"] = cleanse_line(letter.subject)
    message["Date"] = format_datetime(letter.date)
    message["Message-ID"] = _identifiers([letter.message_id])
    if letter.in_reply_to:
        message["In-Reply-To"] = _identifiers([letter.in_reply_to])
    if letter.references:
        message["References"] = _identifiers(letter.references)
    for name, value in letter.headers.items():
        message[name] = cleanse_line(value)
    _fill(message, letter)
    return message.as_bytes()


def needs_utf8(addresses: object) -> bool:
    """Whether any of these addresses can only travel with SMTPUTF8."""
    return any(not str(address).isascii() for address in addresses)  # type: ignore[attr-defined]


def _fill(message: EmailMessage, letter: Letter) -> None:
    message.set_content(_lines(letter.text), charset="utf-8")
    inline = [file for file in letter.files if file.content_id and letter.html]
    if letter.html:
        message.add_alternative(_lines(letter.html), subtype="html", charset="utf-8")
    if inline:
        page = message.get_payload()[-1]  # type: ignore[index]
        for file in inline:
            main, sub = _content_type(file.content_type)
            page.add_related(  # type: ignore[union-attr]
                file.payload,
                main,
                sub,
                cid=_identifiers([file.content_id]),
                disposition="inline",
                filename=_filename(file.filename),
            )
    for file in letter.files:
        if file not in inline:
            main, sub = _content_type(file.content_type)
            message.add_attachment(file.payload, main, sub, filename=_filename(file.filename))


def _addresses(people: Sequence[Address]) -> list[HeaderAddress]:
    return [_address(person) for person in people]


def _address(person: Address) -> HeaderAddress:
    local, _at, domain = person.address.rpartition("@")
    if local[:1] == '"' == local[-1:] and len(local) > 1:
        local = re.sub(r"\\(.)", r"\1", local[1:-1])
    return HeaderAddress(cleanse_line(person.name), cleanse_line(local), cleanse_line(domain))


def _identifiers(values: Sequence[str]) -> str:
    return " ".join(f"<{_IDENTIFIER.sub('', value)}>" for value in values)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _filename(name: str) -> str:
    return cleanse_line(name).replace("/", "_").replace("\\", "_") or "file"


def _content_type(declared: str) -> tuple[str, str]:
    kind = declared.strip().lower()
    if not _TYPE.match(kind) or kind.startswith(("multipart/", "message/")):
        return "application", "octet-stream"
    main, _slash, sub = kind.partition("/")
    return main, sub
