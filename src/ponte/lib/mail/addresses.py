"""Address lines: addresses are found first, words decoded after, so no word decodes to an address."""

from __future__ import annotations

import re

from ponte.lib.mail.cleansing import cleanse_line
from ponte.lib.mail.headers import decode_words, raw_text
from ponte.lib.mail.parsed import Address

MAX_ADDRESSES = 2000
MAX_NAME = 500
MAX_SPEC = 2000  # letters of what might be an address
_TOKEN = re.compile(
    r"""
    (?P<word>=\?[^?\s=]{1,60}\?[bBqQ]\?[^?]*+\?=)
    | "(?P<quoted>(?:[^"\\]|\\.|\\$)*+)(?:"|$)
    | (?P<comment>\()
    | <(?P<angle>[^<>]*+)(?:>|$)
    | (?P<mark>[,;:<>)])
    | (?P<space>\s++)
    | (?P<atom>(?:(?!=\?)[^\s,;:<>()"]|=(?=\?))++)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BAD_LOCAL = re.compile(r"[\s\x00-\x20<>(),;:\\\[\]]")
_DOMAIN = re.compile(r"^(?:[^\W_](?:[\w-]*[^\W_])?\.?)+$|^\[[0-9A-Fa-f:.IPv]+\]$")


def parse_addresses(values: list[bytes]) -> tuple[Address, ...]:
    """Everybody named on these header lines, in order. Empty groups give nobody."""
    found: list[Address] = []
    for value in values:
        _read_line(raw_text(value[:200_000]), found)
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found[:MAX_ADDRESSES])


def make_address(name: str, spec: str) -> Address:
    """An address normalised; one that cannot be used is kept as the name."""
    address = normalise(spec)
    if address:
        return Address(decode_words(name)[:MAX_NAME], address)
    return Address(decode_words(f"{name} {spec}" if name else spec)[:MAX_NAME], "")


def normalise(spec: str) -> str:
    """The address itself, domain in lower-case ASCII; "" when it is none."""
    if len(spec) > MAX_SPEC:
        return ""
    spec = spec.strip().strip("<>").strip()
    if spec[:7].lower() == "mailto:":
        spec = spec[7:].partition("?")[0]
    if spec.startswith("@") and ":" in spec:
        spec = spec.rpartition(":")[2]  # an old source route
    local, at, domain = spec.rpartition("@")
    local, domain = local.strip(), domain.strip().rstrip(".").lower()
    if len(local) > 2 and local[0] == local[-1] == '"':
        plain = _ESCAPED.sub(r"\1", local[1:-1])
        local = plain if not _BAD_LOCAL.search(plain) and "@" not in plain and '"' not in plain else local
    elif _BAD_LOCAL.search(local) or '"' in local or "@" in local or "=?" in local:
        return ""
    if not local or not at or len(spec) > 320 or not _DOMAIN.match(domain):
        return ""
    if not domain.isascii():
        domain = _to_ascii(domain)
    address = f"{local}@{domain}"
    return address if cleanse_line(address) == address else ""


def _to_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _read_line(line: str, found: list[Address]) -> None:
    phrase: list[str] = []
    comments: list[str] = []
    angle: str | None = None
    named = False  # whether the phrase has an @ in it
    last_end = max(line.rfind(";"), line.rfind("@"))  # a group's name has its end or a member after it
    place = 0
    length = len(line)
    while place < length and len(found) < MAX_ADDRESSES:
        token = _TOKEN.match(line, place)
        if token is None:
            place += 1
            continue
        place = token.end()
        kind = token.lastgroup
        if kind == "comment":
            comment, place = _read_comment(line, place)
            comments.append(comment)
        elif kind == "quoted":
            phrase.append(
                token[0] if line[place : place + 1] == "@" else _ESCAPED.sub(r"\1", token["quoted"])
            )
            named = named or "@" in token[0]
        elif kind == "angle":
            if angle is None or not normalise(angle):
                angle = token["angle"]
        elif kind == "space":
            phrase.append(" ")
        elif kind == "mark" and token["mark"] in ",;":
            _finish(phrase, comments, angle, found)
            phrase, comments, angle, named = [], [], None, False
        elif kind == "mark" and token["mark"] == ":":
            if angle is None and not named and place <= last_end:
                phrase, comments = [], []  # the name of a group
            else:
                phrase.append(":")
        elif kind in ("word", "atom"):
            phrase.append(token[0])
            named = named or "@" in token[0]
    _finish(phrase, comments, angle, found)


def _read_comment(line: str, place: int) -> tuple[str, int]:
    start, depth = place, 1
    while place < len(line):
        char = line[place]
        if char == "\\":
            place += 1
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if not depth:
                return line[start:place], place + 1
        place += 1
    return line[start:], len(line)


def _finish(phrase: list[str], comments: list[str], angle: str | None, found: list[Address]) -> None:
    name = "".join(phrase).strip()
    comment = " ".join(comments).strip()
    if angle is not None:
        if angle.strip() or name:
            found.append(make_address(name or comment, angle))
        return
    if not name:
        return
    bare = [word for word in name.split() if "@" in word and normalise(word)]
    if bare:
        rest = " ".join(word for word in name.split() if word != bare[-1])
        found.append(make_address(rest or comment, bare[-1]))
    else:
        found.append(make_address("", name))
