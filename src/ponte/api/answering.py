"""Answers of operations."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic_core import to_json

from ponte.api.problems import Problem

JSON = "application/json"


def give(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """`data` as JSON; moments in UTC."""
    return HttpResponse(to_json(data), status=status, content_type=JSON, headers=dict(headers or {}))


def done() -> HttpResponse:
    """204: done, and nothing to say."""
    return HttpResponse(status=204)


def etag_of(row: Mapping[str, Any]) -> str:
    """A word that changes when anything in the row does."""
    return f'"{hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()[:24]}"'


def give_tagged(request: HttpRequest, data: Any, etag: str, status: int = 200) -> HttpResponse:
    """The same with its ETag; 304 when the caller has this very state."""
    known = request.headers.get("If-None-Match", "")
    if request.method == "GET" and etag in [word.strip().removeprefix("W/") for word in known.split(",")]:
        return HttpResponse(status=304, headers={"ETag": etag})
    return give(data, status, {"ETag": etag})


def must_match(request: HttpRequest, etag: str) -> None:
    """Refuse a change that was decided on another state than the present one.

    Raises:
        Problem: 412.
    """
    wanted = request.headers.get("If-Match", "").strip()
    if wanted and wanted != "*" and etag not in [word.strip() for word in wanted.split(",")]:
        raise Problem(
            412,
            "changed-meanwhile",
            _("It has changed meanwhile"),
            _("Read it again, then decide."),
            headers={"ETag": etag},
        )
