"""One message to one browser through its push service."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from ponte.channels.notices import keys, push_services
from ponte.channels.notices.models import Browser
from ponte.lib import clock
from ponte.lib.web_push.encoding import decode
from ponte.lib.web_push.encrypting import encrypt
from ponte.lib.web_push.proving import authorization

PATIENCE = 10.0  # seconds
KEPT = 4 * 3600  # seconds that the service keeps it for a browser that is off
GONE = (400, 401, 403, 404, 410, 413)  # it will never work: unsubscribed, or made with another key of ours


class Gone(Exception):
    """This browser cannot be reached any more."""


class Transient(Exception):
    """It may work later."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *given: Any) -> None:
        return None


def send(browser: Browser, message: Mapping[str, str], *, topic: str) -> None:
    """Hand a message over. `topic`: one that still waits with the same topic is replaced.

    Raises:
        Gone, Transient: it was not taken.
    """
    if not push_services.is_allowed(browser.endpoint):
        raise Gone("not a push service")
    headers = {
        "Authorization": authorization(browser.endpoint, _contact(), keys.private(), clock.now().timestamp()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT),
        "Topic": topic,
    }
    try:
        body = encrypt(json.dumps(message).encode(), decode(browser.key), decode(browser.secret))
        request = urllib.request.Request(browser.endpoint, data=body, headers=headers, method="POST")  # noqa: S310
        with urllib.request.build_opener(_NoRedirects()).open(request, timeout=PATIENCE):
            return
    except urllib.error.HTTPError as error:
        error.close()
        raise (Gone if error.code in GONE else Transient)(f"the push service answered {error.code}") from error
    except (OSError, HTTPException) as error:
        raise Transient(f"{type(error).__name__}: {error}") from error
    except ValueError as error:
        raise Gone(str(error)) from error


def _contact() -> str:
    """Whom the push service may write to about us."""
    url = str(settings.PUBLIC_URL)
    return url if url.startswith("https://") else f"mailto:postmaster@{urlsplit(url).hostname or 'localhost'}"
