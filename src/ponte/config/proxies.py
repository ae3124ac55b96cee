"""What a proxy says of the one before it: believed from trusted proxies, dropped from everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from ponte.config.reading import Network

FOR, PROTO = b"x-forwarded-for", b"x-forwarded-proto"


def correct(scope: dict[str, Any], trusted: Sequence[Network]) -> None:
    """Set the scope's client and scheme as the nearest trusted proxy saw them, and drop its headers."""
    said = {FOR: b"", PROTO: b""}
    kept = []
    for name, value in scope["headers"]:
        if name in said:
            said[name] = b",".join(filter(None, (said[name], value)))
        elif b"_" not in name:  # WSGI cannot tell X_A from X-A: such a header could pass for a real one
            kept.append((name, value))
    scope["headers"] = kept
    client = scope.get("client")
    if not client or not is_trusted(client[0], trusted):
        return
    hops = [hop.strip() for hop in said[FOR].decode("latin-1").split(",") if hop.strip()]
    for hop in reversed(hops):
        scope["client"] = (hop, 0)
        if not is_trusted(hop, trusted):
            break
    scheme = said[PROTO].decode("latin-1").rpartition(",")[2].strip()
    if scheme in {"http", "https"}:
        scope["scheme"] = scheme


def is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    """Whether `address` is one of the trusted proxies; what is no address never is."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in trusted)
