"""The key by which push services know this installation, derived from its secret key."""

from __future__ import annotations

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from ponte.lib.web_push.proving import key_from, public_text


def private() -> EllipticCurvePrivateKey:
    """Signs what is sent. Another secret key makes another: browsers are asked to subscribe again then."""
    return _of(settings.SECRET_KEY)


def public() -> str:
    """What a browser subscribes with."""
    return public_text(private())


@lru_cache(maxsize=4)
def _of(secret: str) -> EllipticCurvePrivateKey:
    seed = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"ponte web push 1").derive(secret.encode())
    return key_from(seed)
