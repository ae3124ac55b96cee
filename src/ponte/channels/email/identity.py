"""Who we are in mail: the keys that sign what we send, the installation's own mark, our own addresses."""

from __future__ import annotations

import hmac
from collections.abc import Collection

from django.conf import settings

from ponte.channels.email.models import Mailbox
from ponte.lib.mail.identifiers import strip_reply_token

INSTALLATION_HEADER = "X-Ponte-Installation"
KIND_HEADER = "X-Ponte-Kind"


def keys() -> list[bytes]:
    """The keys that sign Message-IDs and reply addresses: the first signs, all are believed."""
    secrets = [settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", [])]
    return [hmac.digest(secret.encode(), b"ponte mail identifiers 1", "sha256") for secret in secrets]


def installation() -> str:
    """This installation's mark, in every mail that it sends; mail that comes back with it is our own."""
    return hmac.digest(keys()[0], b"installation", "sha256").hex()[:20]


def bare(address: str) -> str:
    """The form in which an address is compared with ours: lower case, no reply token, no plus part."""
    local, at, domain = strip_reply_token(address.strip().lower()).rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def own_among(addresses: Collection[str]) -> set[str]:
    """Those of `addresses` that are our own mailboxes (also inactive ones), with whatever plus part."""
    wanted = {address: {address.strip().lower(), bare(address)} for address in addresses}
    rows = Mailbox.objects.values_list("address", flat=True)
    ours = {row.lower() for row in rows}
    return {address for address, forms in wanted.items() if forms & ours}
