"""Where push messages may go: to the services of browsers, never to an address that somebody made up."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

KNOWN = (
    "fcm.googleapis.com",
    "jmt17.google.com",
    "*.push.services.mozilla.com",
    "*.notify.windows.com",
    "*.push.apple.com",
)


def is_allowed(endpoint: str) -> bool:
    """Whether this is an address of a push service that is known, or that the installation's settings name.

    Those of the settings are `host` or `host:port`, without TLS where the host is this very machine.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc or not endpoint.isascii() or len(endpoint) > 1000:
        return False
    named = {each.lower() for each in settings.PONTE.push_hosts}
    if named & {host, f"{host}:{port}"}:
        return parts.scheme == "https" or (parts.scheme == "http" and host in ("localhost", "127.0.0.1"))
    return parts.scheme == "https" and port in (None, 443) and any(_is_of(host, each) for each in KNOWN)


def _is_of(host: str, pattern: str) -> bool:
    return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern
