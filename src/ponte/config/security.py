"""What every answer carries beside its content policy (`ponte.ui.policy`), and a name for the request."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ponte.events.recording import request_id

Next = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS = (
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


class SecurityHeaders:
    """Sets what the view did not set itself."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class WithoutNul:
    """Takes NUL out of the addresses of pages: no text of ours holds one, and PostgreSQL refuses a question with one.

    The API names the wrong field instead.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "%00" in (asked := request.META.get("QUERY_STRING", "")) and not request.path_info.startswith("/api/"):
            request.META["QUERY_STRING"] = asked.replace("%00", "")
        return self.get_response(request)


class RequestId:
    """Names each request: in the journal beside what it changed, in the answer, and on an error page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = uuid4().hex[:16]
        token = request_id.set(name)
        request.name_in_journal = name  # type: ignore[attr-defined]  # for the page of a failure
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-Id"] = name
        return response
