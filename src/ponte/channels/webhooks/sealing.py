"""Signing secrets, readable only with the installation's secret key; and new ones."""

from __future__ import annotations

import base64
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PREFIX = "whsec_"
BYTES = 32


class LostSecret(Exception):
    """It was sealed under another secret key of the installation: rotate it."""


def new_secret() -> str:
    """A secret as receivers keep it: `whsec_` and base64 of random bytes."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def seal(text: str) -> bytes:
    """Encrypt for the database."""
    return _fernet().encrypt(text.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """The secret again.

    Raises:
        LostSecret: it was sealed under another key.
    """
    try:
        return _fernet().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise LostSecret from error


def _fernet() -> MultiFernet:
    return _of((settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)))


@lru_cache(maxsize=4)
def _of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key))) for key in keys])


def _derive(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ponte webhook secrets 1").derive(key.encode())
