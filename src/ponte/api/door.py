"""The way in for programs: no session, no cookies, no forms, and every answer in the API's own manner.

It stands before the middleware of pages, so a request of a program pays for none of it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from ponte.api import problems
from ponte.api.problems import Problem
from ponte.api.refusals import problem_for

ROOT = "/api/v1/"
Next = Callable[[HttpRequest], HttpResponseBase]


class Door:
    """Middleware: takes what is addressed to the API, lets everything else pass."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        with translation.override(language_of(request)):
            response = answer(request)
            response.headers["Content-Language"] = translation.get_language() or "en"
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers["Vary"] = "Authorization, Accept-Language"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if allowance := getattr(request, "allowance", None):
            response.headers["RateLimit-Limit"] = str(allowance.limit)
            response.headers["RateLimit-Remaining"] = str(allowance.remaining)
            response.headers["RateLimit-Reset"] = str(allowance.reset)
        return response


def answer(request: HttpRequest) -> HttpResponseBase:
    """Find the operation and let it answer; HEAD is GET without the body."""
    asked = request.method
    if asked == "HEAD":
        request.method = "GET"
    try:
        found = resolve(request.path_info)
        request.resolver_match = found
        response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    except Resolver404:
        return problems.answer(problems.not_found(), request)
    except Exception as error:  # outside of an operation; inside, the operation itself tells
        return problems.answer(problem_for(error), request)
    if response.status_code == 405:
        return _no_such_method(request, response)
    if asked == "HEAD":
        length = response.headers.get("Content-Length")
        response = HttpResponse(status=response.status_code, headers=dict(response.headers))
        if length:
            response.headers["Content-Length"] = length
    return response


def language_of(request: HttpRequest) -> str:
    """The best of `Accept-Language` that Ponte speaks, else English."""
    if not request.headers.get("Accept-Language"):
        return "en"
    return translation.get_language_from_request(request)


def _no_such_method(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    problem = Problem(
        405,
        "method-not-allowed",
        _("Not this method"),
        _("This address takes %(methods)s.") % {"methods": response.headers.get("Allow", "")},
        headers={"Allow": response.headers.get("Allow", "")},
    )
    return problems.answer(problem, request)
