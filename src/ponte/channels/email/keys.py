"""The installation's keys for mail, each derived from the secret key for one purpose only."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def signing_key() -> bytes:
    """Signs our Message-IDs and reply addresses."""
    return _derive(settings.SECRET_KEY, "mail identifiers 1")


def signing_keys() -> tuple[bytes, ...]:
    """Every key whose signatures are good: the present one and those of earlier secrets."""
    return tuple(_derive(secret, "mail identifiers 1") for secret in _secrets())


def secrecy_keys() -> tuple[bytes, ...]:
    """Keys that encrypt what is kept of mailbox passwords; the first one encrypts."""
    return tuple(_derive(secret, "mailbox secrets 1") for secret in _secrets())


def installation() -> str:
    """A word that marks our own mail without telling anything: 16 letters, different for each installation."""
    return _derive(settings.SECRET_KEY, "mail installation 1").hex()[:16]


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


@lru_cache(maxsize=32)
def _derive(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"ponte {purpose}".encode()).derive(secret.encode())
