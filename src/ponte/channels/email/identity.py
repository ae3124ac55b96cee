"""Who we are in mail: the headers that mark what we send, and our own addresses."""

from __future__ import annotations

from collections.abc import Collection

from ponte.channels.email.models import Mailbox
from ponte.lib.mail.identifiers import strip_reply_token

INSTALLATION_HEADER = "X-Ponte-Installation"
KIND_HEADER = "X-Ponte-Kind"


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
