"""Sends pages compressed: quickly rather than small, for people far from the server."""

from __future__ import annotations

import gzip
import secrets
from collections.abc import Callable
from io import BytesIO

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

WORTH = 1400  # bytes: less fits into one packet anyway
KINDS = ("text/html", "application/json", "text/plain", "text/css", "text/javascript", "image/svg+xml")


class Compression:
    """Middleware. Static files never come here: they lie compressed on disk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith(KINDS):
            return response
        content: bytes = response.content  # type: ignore[attr-defined]
        if len(content) < WORTH or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return response
        response.content = compress(content)  # type: ignore[attr-defined]
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
        return response


def compress(content: bytes) -> bytes:
    """Gzip with a name of random length in its header, so that sizes do not tell secrets (BREACH)."""
    out = BytesIO()
    name = "a" * secrets.randbelow(100)
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=1, fileobj=out, mtime=0) as file:
        file.write(content)
    return out.getvalue()
