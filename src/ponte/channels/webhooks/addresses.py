"""Where deliveries may go: the form of an address, and which of the network's addresses are open to us.

Without this, an endpoint could be pointed at the machines beside us (a database, a cloud's metadata). Names are
checked after they were resolved and the connection goes to the very address that was checked.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 2000
NAT64 = ip_network("64:ff9b::/96")
Address = IPv4Address | IPv6Address


def sound(url: str) -> str:
    """The address as it is kept.

    Raises:
        ValidationError: it is no web address, or one that is never served.
    """
    text = url.strip()
    fault = _fault(text)
    if fault:
        raise ValidationError({"url": fault})
    return text


def _fault(text: str) -> str:
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
        host.encode("idna")
    except (ValueError, UnicodeError):
        return _("This is not a web address.")
    if len(text) > LONGEST or not text.isascii() or not text.isprintable() or " " in text:
        return _("This is not a web address.")
    if parts.scheme not in ("https", "http") or not host or port == 0:
        return _("Write the whole address, such as https://shop.example/hooks.")
    if parts.username is not None or parts.password is not None:
        return _("Leave the name and password out: deliveries are known by their signature.")
    if parts.fragment:
        return _("Leave out what follows #: it is never sent.")
    return _fault_of_literal(host, parts.scheme)


def _fault_of_literal(host: str, scheme: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        if scheme == "http" and not settings.WEBHOOK_NETWORKS:
            return _("Use https: what is sent holds customers' words.")
        return ""
    if is_open(address, scheme):
        return ""
    return _("Ponte does not send to this network. PONTE_WEBHOOK_NETWORKS can open it.")


def is_open(address: Address, scheme: str) -> bool:
    """Whether we may connect there: by https to the world, by anything to the networks that the settings open."""
    plain = unwrapped(address)
    if any(plain in network for network in settings.WEBHOOK_NETWORKS if network.version == plain.version):
        return True
    return scheme == "https" and plain.is_global and not plain.is_multicast


def unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries, or itself."""
    if isinstance(address, IPv6Address):
        if inner := address.ipv4_mapped or address.sixtofour:
            return inner
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
