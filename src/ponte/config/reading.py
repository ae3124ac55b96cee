"""Reads the text of a setting: each function returns the value or raises `Wrong` with the mend."""

from __future__ import annotations

import difflib
import re
from collections.abc import Set
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

Network = IPv4Network | IPv6Network


class Wrong(ValueError):
    """A value cannot be used: what is wrong with it, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.mend = mend


@dataclass(frozen=True)
class SmtpServer:
    """An outgoing mail server. `security` is "tls" from the first byte, "starttls", "auto" or "none"."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)


def words(text: str) -> str:
    if any(ord(letter) < 32 for letter in text):
        raise Wrong("holds a control character", "write it on one line, without control characters")
    return text


def folder(text: str) -> Path:
    path = Path(words(text)).expanduser()
    if path.exists() and not path.is_dir():
        raise Wrong("is not a folder", "name a folder; it is made where it is missing")
    return path


def readable_file(text: str) -> Path:
    path = Path(words(text)).expanduser()
    try:
        with path.open("rb"):
            return path.absolute()
    except OSError as error:
        raise Wrong(
            f"cannot be read: {error.strerror}", "name a file that the account of Ponte may read"
        ) from error


def count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= 1000:
        raise Wrong("is not a number from 1 to 1000", "write a whole number, as 8")
    return int(text)


def rate(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", text) or not 1 <= int(text) <= 1_000_000:
        raise Wrong("is not a number from 1 to 1000000", "write a whole number, as 600")
    return int(text)


def port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise Wrong("is not a port", "choose a number from 1 to 65535 (below 1024 only as root)")
    return int(text)


def switch(text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"0", "false", "no", "off"}:
        return False
    raise Wrong("is neither on nor off", "write 1 for on or 0 for off")


def size(text: str) -> int:
    """A size in bytes: 50000000, 50 MB, 50MiB."""
    units = {"": 1, "b": 1, "k": 1000, "kb": 1000, "kib": 1024, "m": 10**6, "mb": 10**6, "mib": 2**20,
             "g": 10**9, "gb": 10**9, "gib": 2**30}  # fmt: skip
    found = re.fullmatch(r"([0-9]{1,15})\s*([a-zA-Z]*)", text)
    total = int(found[1]) * units.get(found[2].lower(), 0) if found else 0
    if not 10_000 <= total < 2**31:
        raise Wrong("is not a size from 10 kB to 2 GB", "write a number of bytes or a size, as 50MB")
    return total


def log_level(text: str) -> str:
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise Wrong("is not a level", "choose DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def long_secret(text: str) -> str:
    if len(text) < 32:
        raise Wrong("is too short to be secret", "use 32 random characters or more: openssl rand -base64 48")
    return text


def listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[,\s]+", text) if part)


def networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part, strict=False) for part in listed(text))
    except ValueError as error:
        raise Wrong(
            f"holds what is no address: {error}", "list addresses or networks, as 127.0.0.1, 10.0.0.0/8"
        ) from error


def web_url(text: str) -> str:
    mend = "write the whole address, as https://support.example.com"
    parts = split(text, mend)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Wrong("is not an http or https address", mend)
    if parts.query or parts.fragment or parts.username:
        raise Wrong("has more than a host and a path", mend)
    return text.rstrip("/")


def database_url(text: str) -> str:
    mend = "write it as postgresql://user:password@host:5432/database"
    parts = split(text, mend)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise Wrong("does not begin with postgresql://: Ponte keeps its data in PostgreSQL only", mend)
    if not parts.path.strip("/"):
        raise Wrong("names no database", mend)
    return text


def smtp_url(text: str) -> SmtpServer:
    """smtp://user:password@host:587?starttls=always|auto|never, or smtps://user:password@host:465."""
    mend = "write it as smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465 (TLS)"
    parts = split(text, mend)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise Wrong("is not an smtp:// or smtps:// address with a host", mend)
    query = parse_qs(parts.query)
    if set(query) - {"starttls"} or parts.path.strip("/"):
        raise Wrong("has parts that are not understood", mend)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if parts.scheme == "smtps":
        return SmtpServer(parts.hostname, parts.port or 465, "tls", user, password)
    # A password never goes out in the clear unless the server is this machine or somebody asked for it.
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    choice = query.get("starttls", ["always" if user and not local else "auto"])[0]
    security = {"always": "starttls", "auto": "auto", "never": "none"}.get(choice)
    if security is None:
        raise Wrong("has a starttls that is not always, auto or never", mend)
    return SmtpServer(parts.hostname, parts.port or (587 if user else 25), security, user, password)


def split(text: str, mend: str) -> SplitResult:
    try:
        parts = urlsplit(words(text))
        parts.port  # noqa: B018  a wrong port raises here
    except ValueError as error:
        raise Wrong("is not an address", mend) from error
    return parts


def bracketed(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def nearest(name: str, known: Set[str]) -> str:
    """The advice for a name that does not exist."""
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f"did you mean {close[0]}?" if close else "take it away; docs/operating.md lists every setting"
