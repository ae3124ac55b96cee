"""Parts that are files: a safe name for each, its bytes and their fingerprint."""

from __future__ import annotations

import hashlib
import mimetypes
import re

from ponte.lib.mail.cleansing import cleanse_line
from ponte.lib.mail.headers import decode_words, raw_text
from ponte.lib.mail.parsed import Attachment
from ponte.lib.mail.structure import Part

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*/\\\u200b\u2028\u2029]')
_TYPE = re.compile(r"^[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}$")
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_EXTENSIONS = {
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/plain": ".txt",
    "text/html": ".html",
    "image/jpeg": ".jpg",
    "application/pgp-signature": ".asc",
    "application/pgp-keys": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "text/rfc822-headers": ".txt",
    "message/delivery-status": ".txt",
    "application/octet-stream": ".bin",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
}
MAX_NAME = 180


def make_attachment(
    payload: bytes, name: str, content_type: str, content_id: str = "", inline: bool = False
) -> Attachment:
    """An attachment with its name cleaned, or made up from its type."""
    content_type = content_type if _TYPE.match(content_type) else "application/octet-stream"
    return Attachment(
        filename=clean_filename(name, content_type),
        content_type=content_type,
        payload=payload,
        size=len(payload),
        sha256=hashlib.sha256(payload).hexdigest(),
        content_id=content_id,
        inline=inline,
    )


def from_part(part: Part, payload: bytes, inline: bool = False, name: str = "") -> Attachment:
    """The attachment that a part is."""
    return make_attachment(payload, name or given_name(part), part.content_type, content_id_of(part), inline)


def given_name(part: Part) -> str:
    """The file name that a part carries, not yet cleaned; "" when it has none."""
    name = part.disposition_parameters.get("filename") or part.parameters.get("name", "")
    return name or part.disposition_parameters.get("name", "")


def content_id_of(part: Part) -> str:
    """What `cid:` links call the part, without angle brackets."""
    value = decode_words(raw_text(part.first("content-id")[:1000])) if part.headers else ""
    return cleanse_line(value).strip("<> ")[:250]


def clean_filename(name: str, content_type: str) -> str:
    """A name for a file that is nothing but a name: no path, no control or direction marks, not too long."""
    name = cleanse_line(name).replace("\\", "/").rpartition("/")[2]
    name = _UNSAFE.sub("_", name).strip(" .")
    if name and _RESERVED.match(name):
        name = "_" + name
    if not name or not name.strip("_"):
        return "attachment" + _extension(content_type)
    if len(name.encode()) > MAX_NAME:
        stem, dot, extension = name.rpartition(".")
        if not dot or len(extension) > 12:
            stem, dot, extension = name, "", ""
        room = MAX_NAME - len((dot + extension).encode())
        name = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + dot + extension
    return name


def _extension(content_type: str) -> str:
    return _EXTENSIONS.get(content_type) or mimetypes.guess_extension(content_type) or ".bin"
