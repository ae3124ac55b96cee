"""The pages of refusals and failures: what happened, what is kept, what to do."""

from __future__ import annotations

import errno
import logging
import secrets
import sys

import psycopg
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines

from ponte.ui import page

log = logging.getLogger(__name__)
RETRY_AFTER = "10"  # seconds: a restarted database is back by then


def refusal(request: HttpRequest, code: int | str, status: int | None = None, reference: str = "") -> HttpResponse:
    """The page for `code` (see `ui/error_words.html`).

    Drawn without session, database or messages: one of them may be what failed.
    """
    context = {
        "code": code,
        "reference": reference,
        "again": request.get_full_path() if request.method == "GET" else "",
        "chosen_theme": page.theme_of_device(request),
    }
    html = engines["jinja2"].get_template("ui/error.html").render(context)
    return HttpResponse(html, status=status or int(code))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when more was sent than is taken."""
    return refusal(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return refusal(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; strangers get it too, so it does not tell whether the thing exists."""
    return refusal(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429."""
    return refusal(request, 429)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long."""
    log.warning("form refused at %s: %s", request.path, reason)
    return refusal(request, "csrf", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with a reference that stands in the log beside the failure; 503 for a trouble that passes."""
    reference = getattr(request, "name_in_journal", "") or secrets.token_hex(4)
    log.error("failure %s at %s", reference, request.path)
    error = sys.exc_info()[1]
    if is_disk_full(error):
        answer = refusal(request, "full", 503, reference)
    elif isinstance(error, OperationalError | InterfaceError):
        answer = refusal(request, 503, reference=reference)
    else:
        return refusal(request, 500, reference=reference)
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def is_disk_full(error: BaseException | None) -> bool:
    """Whether there was no room, for the database or for a file of ours."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return isinstance(getattr(error, "__cause__", None), psycopg.errors.DiskFull)
