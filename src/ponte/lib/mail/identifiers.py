"""Our own Message-IDs and reply addresses: what they name is carried under a signature.

Both formats begin with a version and survive a change of letter case. They are stable: mail sent years ago
is answered today, so a new version may be added but none taken away.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Sequence

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_MESSAGE_ID = re.compile(r"ponte1\.(\d{1,19})\.(\d{1,19})\.([a-z2-7]{20})@", re.IGNORECASE)
_TOKEN = re.compile(r"\+ta([a-z2-7]{1,13})([a-z2-7]{12})$", re.IGNORECASE)


def make_message_id(ticket_id: int, message_id: int, domain: str, key: bytes) -> str:
    """The Message-ID, without angle brackets, of our message `message_id` in ticket `ticket_id`."""
    return f"ponte1.{ticket_id}.{message_id}.{_message_seal(ticket_id, message_id, key)}@{domain.lower()}"


def read_message_id(value: str, keys: Sequence[bytes]) -> tuple[int, int] | None:
    """(ticket, message) that an identifier of ours names; None when foreign, damaged or forged."""
    found = _MESSAGE_ID.search(value)
    if not found:
        return None
    ticket_id, message_id, seal = int(found[1]), int(found[2]), found[3].lower()
    if _matches(seal, [_message_seal(ticket_id, message_id, key) for key in keys]):
        return ticket_id, message_id
    return None


def make_reply_address(mailbox: str, ticket_id: int, key: bytes) -> str:
    """`mailbox` with a token for the ticket: `support+ta…@velora.example`.

    Raises ValueError when `mailbox` is not an address or the ticket is not a positive number.
    """
    local, at, domain = mailbox.rpartition("@")
    if not (local and at and domain) or ticket_id < 1:
        raise ValueError("a reply address needs a mailbox and a ticket")
    return f"{local}+ta{_number(ticket_id)}{_reply_seal(ticket_id, key)}@{domain}"


def read_reply_address(address: str, keys: Sequence[bytes]) -> int | None:
    """The ticket that a reply address of ours names; None when foreign, damaged or forged."""
    found = _TOKEN.search(address.strip().strip("<>").rpartition("@")[0])
    if not found:
        return None
    ticket_id = _read_number(found[1].lower())
    if ticket_id and _matches(found[2].lower(), [_reply_seal(ticket_id, key) for key in keys]):
        return ticket_id
    return None


def strip_reply_token(address: str) -> str:
    """The address without a token of ours, whoever signed it: the mailbox it was made for."""
    local, at, domain = address.rpartition("@")
    return _TOKEN.sub("", local) + at + domain


def _matches(seal: str, genuine: list[str]) -> bool:
    # every key is compared, so the time taken tells nothing about which one signed
    return sum(hmac.compare_digest(seal, candidate) for candidate in genuine) > 0


def _message_seal(ticket_id: int, message_id: int, key: bytes) -> str:
    return _seal(f"message:1:{ticket_id}:{message_id}", key, 20)


def _reply_seal(ticket_id: int, key: bytes) -> str:
    return _seal(f"reply:a:{ticket_id}", key, 12)


def _seal(what: str, key: bytes, length: int) -> str:
    digest = hmac.digest(key, what.encode(), "sha256")
    return base64.b32encode(digest).decode()[:length].lower()


def _number(value: int) -> str:
    digits = ""
    while value:
        value, rest = divmod(value, 32)
        digits = _ALPHABET[rest] + digits
    return digits


def _read_number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 32 + _ALPHABET.index(digit)
    return value
