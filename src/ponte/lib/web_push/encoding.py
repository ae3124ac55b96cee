"""Base64 as the web writes it: letters for addresses, no padding."""

from __future__ import annotations

import base64
import binascii


def encode(raw: bytes) -> str:
    """Bytes as unpadded base64url."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes again, padded or not. Raises ValueError for anything else."""
    if "+" in text or "/" in text:  # Python takes both alphabets
        raise ValueError("not base64url")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64url") from error
