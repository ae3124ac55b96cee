"""Who sends, proved to the push service by a signed claim (VAPID, RFC 8292)."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from ponte.lib.web_push.encoding import encode
from ponte.lib.web_push.encrypting import CURVE, public_bytes

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256
LASTS = 12 * 3600  # seconds that a claim is good; services refuse more than a day


def key_from(seed: bytes) -> ec.EllipticCurvePrivateKey:
    """The private key that belongs to a secret of at least 32 random bytes; the same secret, the same key."""
    if len(seed) < 32:
        raise ValueError("a key needs 32 bytes at least")
    return ec.derive_private_key(int.from_bytes(seed, "big") % (ORDER - 1) + 1, CURVE)


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The public half as browsers and push services take it."""
    return encode(public_bytes(key.public_key()))


def authorization(endpoint: str, contact: str, key: ec.EllipticCurvePrivateKey, now: float) -> str:
    """The Authorization header for a message to `endpoint`; `contact` is a mailto: or https: address."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(now) + LASTS, "sub": contact}
    signed = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(SHA256())))
    signature = encode(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{signature}, k={public_text(key)}"


def _part(value: dict[str, object]) -> str:
    return encode(json.dumps(value, separators=(",", ":")).encode())
