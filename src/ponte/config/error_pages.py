"""Refusals and failures, said to people: what happened, what is kept, what to do."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from ponte.events.recording import request_id


@login_not_required
def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, 400)


@login_not_required
def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, 403)


@login_not_required
def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, 404)


@login_not_required
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 429, 429)


@login_not_required
def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's proof of origin is missing or too old."""
    logging.getLogger("ponte.security").warning("a form without its proof was refused: %s", reason)
    return _page(request, 403, "csrf")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault. The page must not ask the database for anything: it may be what broke."""
    template = get_template("ui/error.html")
    return HttpResponse(
        template.render({"code": 500, "reference": request_id.get(), "messages": []}), status=500
    )


def _page(request: HttpRequest, status: int, code: int | str) -> HttpResponse:
    return render(request, "ui/error.html", {"code": code, "reference": request_id.get()}, status=status)
