"""Certificate and key of the mail receiver, looked at before anything starts."""

from __future__ import annotations

import ssl
from datetime import datetime
from pathlib import Path

from ponte.config.environment import Environment
from ponte.config.trouble import SettingTrouble

CERTIFICATE, KEY = "PONTE_TLS_CERTIFICATE", "PONTE_TLS_KEY"
PEM = "name a PEM file: BEGIN CERTIFICATE, the receiver's own first, then those that signed it"


def check(ours: Environment) -> datetime | None:
    """When the certificate ends; None where none is set.

    Raises:
        SettingTrouble: one of the two files cannot be used, or they do not belong together.
    """
    if not ours.tls_certificate or not ours.tls_key:
        return None
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    try:
        own = x509.load_pem_x509_certificates(_bytes(CERTIFICATE, ours.tls_certificate))[0]
    except ValueError:
        raise SettingTrouble(CERTIFICATE, f"holds no certificate: {ours.tls_certificate}", PEM) from None
    try:
        key = load_pem_private_key(_bytes(KEY, ours.tls_key), password=None)
    except TypeError:
        raise SettingTrouble(
            KEY, f"is locked with a password: {ours.tls_key}", "give the key without one, readable by Ponte alone"
        ) from None
    except ValueError:
        raise SettingTrouble(
            KEY, f"holds no private key: {ours.tls_key}", "name a PEM file: BEGIN PRIVATE KEY"
        ) from None
    form = Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    if key.public_key().public_bytes(*form) != own.public_key().public_bytes(*form):
        raise SettingTrouble(KEY, "is not the key of PONTE_TLS_CERTIFICATE", "name the two that were made together")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(ours.tls_certificate, ours.tls_key)
    except ssl.SSLError as error:
        raise SettingTrouble(CERTIFICATE, f"cannot be used: {error}", PEM) from None
    return own.not_valid_after_utc


def _bytes(name: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingTrouble(
            name, f"cannot be read: {error.strerror}", "name a file that the account of Ponte may read"
        ) from None
