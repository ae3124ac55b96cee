"""The tree of parts in a raw message, however broken.

Written here rather than taken from the standard library's `email`: that one walks line by line through as
many Python frames as the message is deep (a nesting of some hundred levels raises RecursionError), and does
not give back the exact bytes of a forwarded message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ponte.lib.mail.header_block import begins_with_field, split_headers
from ponte.lib.mail.parameters import parse_parameters

MAX_DEPTH = 60
MAX_PARTS = 20_000
_OPENS_MULTIPART = re.compile(rb"^content-type:[ \t]*multipart/", re.IGNORECASE | re.MULTILINE)
_MBOX_LINE = re.compile(rb">?From (?![ \t]*:)")  # "From : ann@…" is the header, written wrong
_DELIMITER = re.compile(rb"^--[^\r\n]{1,250}", re.MULTILINE)


@dataclass(slots=True)
class Part:
    """A part with its headers (raw, in order) and its body as sent; a multipart has `children` instead."""

    headers: list[tuple[str, bytes]]
    body: bytes
    content_type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    disposition_parameters: dict[str, str] = field(default_factory=dict)
    children: list[Part] = field(default_factory=list)
    preamble: bytes = b""
    _by_name: dict[str, list[bytes]] = field(default_factory=dict)

    def first(self, name: str) -> bytes:
        """The raw value of the first header of that name (lower case), or nothing."""
        values = self.all(name)
        return values[0] if values else b""

    def all(self, name: str) -> list[bytes]:
        """The raw values of all headers of that name (lower case)."""
        if not self._by_name:
            for key, value in self.headers:
                self._by_name.setdefault(key.lower(), []).append(value)
        return self._by_name.get(name, [])

    def walk(self) -> Iterable[Part]:
        """This part and all below it, in order."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


class Reader:
    """Reads one message; `defects` says what had to be mended."""

    def __init__(self) -> None:
        self.defects: list[str] = []
        self.parts = 0

    def read(self, raw: bytes) -> Part:
        """The tree of the whole message."""
        raw = self._mend(raw)
        return self.read_part(raw, 0, "text/plain", top=True)

    def note(self, defect: str) -> None:
        """Remember a defect, once."""
        if defect not in self.defects:
            self.defects.append(defect)

    def read_part(self, raw: bytes, depth: int, default: str, top: bool = False) -> Part:
        """The tree of one entity: headers, blank line, body."""
        self.parts += 1
        headers, body = split_headers(raw, top, self.note)
        part = Part(headers, body)
        self._classify(part, default)
        if part.content_type.startswith("multipart/"):
            self._open(part, depth)
        return part

    def _mend(self, raw: bytes) -> bytes:
        if raw[:3] == b"\xef\xbb\xbf":
            raw = raw[3:]
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            self.note("utf-16-message")
            raw = raw.decode("utf-16", "replace").encode()
        if b"\n" not in raw and b"\r" in raw:
            self.note("bare-cr")
            raw = raw.replace(b"\r", b"\n")
        stripped = raw.lstrip(b"\r\n")
        while _MBOX_LINE.match(stripped):
            rest = stripped.partition(b"\n")[2]
            if not begins_with_field(rest):
                break
            self.note("mbox-line")
            stripped = rest
        return stripped if stripped is not raw and begins_with_field(stripped) else raw

    def _classify(self, part: Part, default: str) -> None:
        value = part.first("content-type")
        kind, part.parameters = parse_parameters(value)
        main, slash, sub = kind.partition("/")
        if not value:
            kind = default
        elif not (main and slash and sub) or any(char in kind for char in " <>@,\"'()"):
            self.note("malformed-content-type")
            kind = {"text": "text/plain", "html": "text/html", "multipart": "multipart/mixed"}.get(
                main.strip(),
                "multipart/mixed" if "boundary" in part.parameters else "application/octet-stream",
            )
            if kind == "application/octet-stream" and "name" not in part.parameters:
                kind = "text/plain"
        part.content_type = kind
        part.disposition, part.disposition_parameters = parse_parameters(part.first("content-disposition"))

    def _open(self, part: Part, depth: int) -> None:
        if depth >= MAX_DEPTH:
            self.note("nested-too-deep")
            chunks = _split_flat(part)
        else:
            chunks = self._chunks(part)
        if not chunks:
            self.note("no-boundary")
            part.content_type = "text/html" if part.body.lstrip()[:1] == b"<" else "text/plain"
            return
        default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        part.preamble = chunks[0]
        for number, chunk in enumerate(chunks[1:], start=1):
            if self.parts >= MAX_PARTS:
                self.note("too-many-parts")
                part.children.append(_remaining(chunks[number:]))
                break
            part.children.append(self.read_part(chunk, depth + 1, default))
        part.body = b""

    def _chunks(self, part: Part) -> list[bytes]:
        boundary = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
        if boundary:
            chunks, closed = _split_at(part.body, [boundary])
            if len(chunks) > 1 or closed:
                if not closed:
                    self.note("unclosed-multipart")
                return chunks
        guessed = _guess_boundary(part.body)
        if guessed:
            self.note("wrong-boundary" if boundary else "missing-boundary")
            return _split_at(part.body, [guessed])[0]
        return []


def _split_at(body: bytes, boundaries: list[bytes]) -> tuple[list[bytes], bool]:
    """Preamble and parts between the delimiter lines; and whether the end was there."""
    names = b"|".join(re.escape(boundary) for boundary in boundaries)
    delimiter = re.compile(rb"^--(?:" + names + rb")(--)?[ \t]*\r*(?:\n|\Z)", re.MULTILINE)
    chunks: list[bytes] = []
    start, closed = 0, False
    for found in delimiter.finditer(body):
        if not closed:
            chunks.append(_without_last_line_end(body[start : found.start()]))
        start, closed = found.end(), bool(found[1])
    rest = body[start:]
    if not closed:
        chunks.append(rest)
    return chunks, closed


def _without_last_line_end(chunk: bytes) -> bytes:
    if chunk.endswith(b"\r\n"):
        return chunk[:-2]
    return chunk[:-1] if chunk.endswith(b"\n") else chunk


def _guess_boundary(body: bytes) -> bytes:
    """The first line that begins with `--` and is followed by a part's header."""
    for found in _DELIMITER.finditer(body, 0, 2_000_000):
        after = body[found.end() : found.end() + 300].lstrip(b"\r\n \t")
        if re.match(rb"content-[a-z-]+[ \t]*:", after, re.IGNORECASE):
            return found[0][2:].rstrip()
    return b""


def _remaining(chunks: list[bytes]) -> Part:
    """What comes after the last part that anybody will look at, as one file."""
    return Part(
        [],
        b"\r\n".join(chunks),
        content_type="application/octet-stream",
        disposition="attachment",
        disposition_parameters={"filename": "more-parts.txt"},
    )


def _split_flat(part: Part) -> list[bytes]:
    """All parts below, side by side: for nesting that no honest program makes."""
    own = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape")
    found = re.findall(rb'boundary[ \t]*=[ \t]*"?([^"\r\n;]{1,200})', part.body, re.IGNORECASE)
    declared = {boundary.strip() for boundary in (own, *found)}
    chunks: list[bytes] = []
    start = 0
    for line in _DELIMITER.finditer(part.body):
        name = line[0][2:].rstrip()
        if name in declared or (name.endswith(b"--") and name[:-2] in declared):
            chunks.append(_without_last_line_end(part.body[start : line.start()]))
            start = part.body.find(b"\n", line.end()) + 1 or len(part.body)
    chunks.append(part.body[start:])
    return [chunk for chunk in chunks if not _OPENS_MULTIPART.search(chunk, 0, 2000)]
