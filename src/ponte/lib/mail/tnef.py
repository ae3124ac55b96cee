"""`winmail.dat`: the envelope in which Outlook hides body and files from everybody else."""

from __future__ import annotations

import logging
import struct
from dataclasses import dataclass

from tnefparse import TNEF

from ponte.lib.mail.charsets import decode
from ponte.lib.mail.rtf import plain_from_rtf

_SIGNATURE = b"\x78\x9f\x3e\x22"
# the library reads offsets out of the file itself, so damage comes up as any of these
_DAMAGED = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, struct.error)
logging.getLogger("tnef-decode").setLevel(logging.CRITICAL)
logging.getLogger("tnefparse").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was in the envelope."""

    text: str
    html: str
    files: tuple[tuple[str, bytes], ...]


def is_tnef(data: bytes) -> bool:
    """Whether these bytes are such an envelope."""
    return data.startswith(_SIGNATURE)


def unpack(data: bytes) -> Unpacked | None:
    """Body and files; None when it is damaged, and then belongs among the attachments as it is."""
    try:
        envelope = TNEF(data, do_checksum=False)
        html = _string(envelope.htmlbody)
        text = _string(envelope.body)
        if not text and not html and envelope.rtfbody:
            text = plain_from_rtf(_bytes(envelope.rtfbody))
        files = tuple(
            (_string(file.long_filename() or file.name), bytes(file.data or b""))
            for file in envelope.attachments
        )
    except _DAMAGED:
        return None
    return Unpacked(text, html, files)


def _string(value: object) -> str:
    if isinstance(value, bytes | bytearray):
        return decode(bytes(value).rstrip(b"\x00"))[0]
    return value.rstrip("\x00") if isinstance(value, str) else ""


def _bytes(value: object) -> bytes:
    return (
        value.encode("latin-1", "replace")
        if isinstance(value, str)
        else bytes(value)
        if isinstance(value, bytes)
        else b""
    )
