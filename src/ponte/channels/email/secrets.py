"""Passwords and tokens of mailboxes, readable only with the installation's secret key."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from ponte.channels.email.keys import secrecy_keys


class LostSecret(Exception):
    """What was kept cannot be read with the present secret key; it has to be given again."""


def seal(text: str) -> bytes:
    """Encrypt `text` for the database."""
    return _fernet().encrypt(text.encode())


def unseal(sealed: bytes | memoryview | None) -> str:
    """The text again; "" when nothing was kept.

    Raises:
        LostSecret: it was sealed with another key.
    """
    if not sealed:
        return ""
    try:
        return _fernet().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise LostSecret("the mailbox's password was kept under another secret key: give it again") from error


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in secrecy_keys()])
