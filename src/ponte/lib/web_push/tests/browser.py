"""A browser's half of Web Push: keys of its own, and reading what comes."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ponte.lib.web_push.encrypting import CURVE, public_bytes


class Browser:
    """One subscription."""

    def __init__(self) -> None:
        self._private = ec.generate_private_key(CURVE)
        self.key = public_bytes(self._private.public_key())
        self.secret = os.urandom(16)

    def read(self, body: bytes) -> bytes:
        """The plain text of a message; InvalidTag for one that is not for us, or was changed."""
        salt, length = body[:16], body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert int.from_bytes(body[16:20], "big") >= len(sealed)
        shared = self._private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        material = _hkdf(shared, self.secret, b"WebPush: info\x00" + self.key + sender, 32)
        opening = AESGCM(_hkdf(material, salt, b"Content-Encoding: aes128gcm\x00", 16))
        plain = opening.decrypt(_hkdf(material, salt, b"Content-Encoding: nonce\x00", 12), sealed, None)
        assert plain.endswith(b"\x02")
        return plain[:-1]


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
