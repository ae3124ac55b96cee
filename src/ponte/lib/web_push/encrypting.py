"""A message for one browser, in one record of `aes128gcm` (RFC 8188, RFC 8291)."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD = 4096  # bytes: push services take no more
MOST = RECORD - 103  # bytes of plain text: 86 of header, 16 of tag, 1 that ends the record
KEY, SECRET = 65, 16  # bytes of a browser's public key (an uncompressed point) and of its secret
LAST = b"\x02"


class WrongKey(ValueError):
    """A browser's key that is no point of the curve, or a secret of another length."""


def public_bytes(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as the 65 bytes of an uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def check(key: bytes, secret: bytes) -> ec.EllipticCurvePublicKey:
    """A browser's public key.

    Raises:
        WrongKey: these cannot be what a browser gave.
    """
    if len(key) != KEY or len(secret) != SECRET:
        raise WrongKey("a key of 65 bytes and a secret of 16 are needed")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key)
    except ValueError as error:
        raise WrongKey("the key is no point of the curve") from error


def encrypt(
    plain: bytes,
    key: bytes,
    secret: bytes,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes = b"",
) -> bytes:
    """The body of a push message. `own`, `salt`: only for test vectors; each message has new ones.

    Raises:
        WrongKey, ValueError: the browser's key is none, or the text is too long (`MOST` bytes).
    """
    if len(plain) > MOST:
        raise ValueError(f"a push message holds {MOST} bytes at most")
    theirs = check(key, secret)
    own = own or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    ours = public_bytes(own.public_key())
    shared = _derive(own.exchange(ec.ECDH(), theirs), secret, b"WebPush: info\x00" + key + ours, 32)
    sealing = _derive(shared, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derive(shared, salt, b"Content-Encoding: nonce\x00", 12)
    sealed = AESGCM(sealing).encrypt(nonce, plain + LAST, None)
    return salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours + sealed


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
