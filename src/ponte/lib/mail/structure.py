"""The tree of parts in a raw message, however broken.

Written here rather than taken from the standard library's `email`: that one walks line by line through as
many Python frames as the message is deep (a nesting of some hundred levels raises RecursionError), and does
not give back the exact bytes of a forwarded message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ponte.lib.mail.parameters import parse_parameters

MAX_DEPTH = 60
MAX_PARTS = 5000
_HEADER_LIMIT = 1_000_000
_BLANK = re.compile(rb"\n[ \t]*\r*\n|\r*\n\r*\n|^[ \t]*\r*\n")
_HEADER = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_KNOWN = re.compile(
    rb"^(?:from|to|cc|bcc|subject|date|received|return-path|reply-to|sender|message-id|mime-version|delivered-to"
    rb"|in-reply-to|references|content-[a-z-]+|x-[a-z0-9-]+|dkim-signature|authentication-results|arc-[a-z-]+"
    rb"|auto-submitted|precedence|list-[a-z-]+|importance|user-agent|thread-[a-z]+|resent-[a-z-]+|envelope-to)$",
    re.IGNORECASE,
)
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

    def first(self, name: str) -> bytes:
        """The raw value of the first header of that name (lower case), or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), b"")

    def all(self, name: str) -> list[bytes]:
        """The raw values of all headers of that name (lower case)."""
        return [value for key, value in self.headers if key.lower() == name]

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
        headers, body = self._split(raw, top)
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
        while stripped.startswith((b"From ", b">From ")):
            rest = stripped.partition(b"\n")[2]
            if not _HEADER.match(rest):
                break
            self.note("mbox-line")
            stripped = rest
        return stripped if stripped is not raw and _HEADER.match(stripped) else raw

    def _split(self, raw: bytes, top: bool) -> tuple[list[tuple[str, bytes]], bytes]:
        if raw[:1] in (b"\n", b"\r"):
            return [], raw.partition(b"\n")[2] if not top else raw
        end = _BLANK.search(raw, 0, _HEADER_LIMIT)
        block = raw[: end.start()] if end else raw[:_HEADER_LIMIT]
        body_at = end.end() if end else len(block)
        headers: list[tuple[str, bytes]] = []
        lines: list[bytes] = []
        place = 0
        for line in block.split(b"\n"):
            found = _HEADER.match(line)
            if found and line[:1] not in b" \t":
                lines = [line[found.end() :].rstrip(b"\r")]
                headers.append((found[1].decode("ascii"), b""))
                headers[-1] = (headers[-1][0], lines[0].strip())
            elif headers and (
                line[:1] in (b" ", b"\t", b"\r", b"") or self._goes_on(block, place + len(line) + 1)
            ):
                if line[:1] not in (b" ", b"\t"):
                    self.note("junk-in-headers")
                name, value = headers[-1]
                if len(value) < 200_000:
                    headers[-1] = (name, value + b"\n" + line.rstrip(b"\r"))
            else:
                self.note("missing-blank-line" if headers else "no-headers")
                body_at = place
                break
            place += len(line) + 1
        if top and not any(_KNOWN.match(name.encode()) for name, _ in headers):
            self.note("no-headers")
            return [], raw
        if b"\x00" in block:
            self.note("nul-in-headers")
            headers = [(name, value.replace(b"\x00", b"")) for name, value in headers]
        return headers, raw[body_at:]

    @staticmethod
    def _goes_on(block: bytes, place: int) -> bool:
        found = _HEADER.match(block, place)
        return bool(found and _KNOWN.match(found[1]))

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
        for chunk in chunks[1:]:
            if self.parts >= MAX_PARTS:
                self.note("too-many-parts")
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


def _split_flat(part: Part) -> list[bytes]:
    """All parts below, side by side: for nesting that no honest program makes."""
    own = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape")
    found = re.findall(rb'boundary[ \t]*=[ \t]*"?([^"\r\n;]{1,200})', part.body, re.IGNORECASE)
    declared = list(dict.fromkeys([own, *found]))[:2000]
    chunks, _ = _split_at(part.body, [boundary.strip() for boundary in declared if boundary.strip()])
    return [
        chunk
        for chunk in chunks
        if not re.search(rb"^content-type:[ \t]*multipart/", chunk[:2000], re.I | re.M)
    ]
