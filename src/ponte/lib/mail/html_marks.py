"""What mail programs write around quotes and signatures in HTML."""

from __future__ import annotations

import re

_QUOTE_CLASS = re.compile(
    r"\b(?:gmail_attr|moz-cite-prefix|yahoo_quoted|zmail_extra|tutanota_quote|ponte-quote)\b"
)
_QUOTE_ID = re.compile(
    r"yahoo_quoted|reply-intro|mail-editor-reference-message-container|zmail_extra|ponte-quote"
)
_SIGNATURE_CLASS = re.compile(
    r"\b(?:gmail_signature|moz-signature|AppleMailSignature|protonmail_signature_block(?!-empty)\S*|front-signature)"
)
_SIGNATURE_ID = re.compile(
    r"(?:^|_)(?:Signature|AppleMailSignature|ms-outlook-mobile-signature|ymail_android_signature)$"
)


def mark_of(name: str, ident: str) -> str:
    """The mark "quote", "signature" or "" of an element, by its class and id."""
    if (name and _SIGNATURE_CLASS.search(name)) or (ident and _SIGNATURE_ID.search(ident)):
        return "signature"
    if (name and _QUOTE_CLASS.search(name)) or (ident and _QUOTE_ID.search(ident)):
        return "quote"
    return ""
