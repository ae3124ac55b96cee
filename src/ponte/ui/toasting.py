"""Tell the reader what was done, with a way back."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase

MARK = "undo:"


def toast(
    request: HttpRequest, response: HttpResponseBase, text: str, *, undo: tuple[str, str] | None = None
) -> None:
    """Show `text` with this response (htmx) or on the next page. `undo` is (address, method). Never for errors."""
    if request.headers.get("HX-Request") and response.status_code < 300:
        given = json.loads(response.headers.get("HX-Trigger") or "{}")
        given["ponte:toast"] = {"text": text, "undo": list(undo) if undo else None}
        # Headers are Latin-1: other letters travel escaped.
        response.headers["HX-Trigger"] = json.dumps(given, ensure_ascii=True)
    else:
        messages.success(request, text, extra_tags=MARK + json.dumps(undo) if undo else "")


def undo_of(message: object) -> tuple[str, str] | None:
    """The way back that a flash message carries."""
    tags = getattr(message, "extra_tags", "") or ""
    if not tags.startswith(MARK):
        return None
    address, method = json.loads(tags.removeprefix(MARK))
    return address, method


FILTERS = {"undo_of": undo_of}
