"""The content security policy of our pages: nothing from elsewhere, nothing inline, no frames around us."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ponte.ui import scripts

HEADER = "Content-Security-Policy"


@lru_cache(maxsize=1)
def policy() -> str:
    """The header's value. Pictures may be data (a QR code) or blobs (what was just pasted)."""
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' {scripts.import_map_hash()}",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class ContentSecurityPolicy:
    """Middleware. A response that brings a policy of its own (a customer's mail in its frame) keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code >= 500):  # Django's page for developers is all inline
            response.headers.setdefault(HEADER, policy())
        return response
