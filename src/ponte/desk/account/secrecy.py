"""Secrets of second steps are kept in the database only under the installation's key."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def conceal(text: str) -> str:
    """`text` as it may lie in the database."""
    return _box().encrypt(text.encode()).decode()


def reveal(kept: str) -> str:
    """What `conceal` was given. Raises `InvalidToken` when the key is another installation's."""
    return _box().decrypt(kept.encode()).decode()


def _box() -> MultiFernet:
    return MultiFernet(
        [Fernet(_key(str(secret))) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ponte second step").derive(secret.encode())
    return urlsafe_b64encode(derived)
