"""The raw text of a mail as a file to keep: never shown in the page, never run by a browser."""

from __future__ import annotations

from django.http import Http404, HttpResponse


def source(raw: bytes | memoryview | None, name: str) -> HttpResponse:
    """Answer with the raw mail as an attachment called `name`.txt; 404 when there is none."""
    if not raw:
        raise Http404
    response = HttpResponse(bytes(raw), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.eml.txt"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
