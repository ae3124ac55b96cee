"""The claim names the push service, runs out, and is signed by the key that it carries."""

from __future__ import annotations

import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from ponte.lib.web_push.encoding import decode
from ponte.lib.web_push.encrypting import CURVE
from ponte.lib.web_push.proving import authorization, key_from, public_text

SEED = bytes(range(32))


def parts(header: str) -> tuple[str, bytes, bytes]:
    """What is signed, the signature, and the public key of a header."""
    assert header.startswith("vapid t=")
    token, _comma, key = header.removeprefix("vapid t=").partition(", k=")
    signed, _dot, signature = token.rpartition(".")
    return signed, decode(signature), decode(key)


def verify(signed: str, signature: bytes, key: bytes) -> None:
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key)
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    public.verify(encode_dss_signature(r, s), signed.encode(), ec.ECDSA(SHA256()))


def test_the_claim_and_its_signature() -> None:
    header = authorization("https://push.example:8443/s/1?x=2", "mailto:it@velora.example", key_from(SEED), 1000.7)
    signed, signature, key = parts(header)
    assert len(signature) == 64
    verify(signed, signature, key)
    head, claims = (json.loads(decode(part)) for part in signed.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}
    assert claims == {"aud": "https://push.example:8443", "exp": 1000 + 12 * 3600, "sub": "mailto:it@velora.example"}


def test_another_claim_breaks_the_signature() -> None:
    signed, signature, key = parts(authorization("https://a.example/1", "mailto:x@y.example", key_from(SEED), 0))
    with pytest.raises(InvalidSignature):
        verify(signed[:-2] + "AA", signature, key)


def test_the_same_secret_gives_the_same_key() -> None:
    assert public_text(key_from(SEED)) == public_text(key_from(SEED)) != public_text(key_from(SEED[::-1]))
    assert len(decode(public_text(key_from(b"\xff" * 32)))) == 65
    with pytest.raises(ValueError, match="32 bytes"):
        key_from(b"short")
