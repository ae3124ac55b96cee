"""Refusals and failures as `application/problem+json` (RFC 9457), in the caller's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic_core import to_json

CONTENT_TYPE = "application/problem+json"
PAGE = "/api/docs#problem-"


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: where ("body", "query", "path", "header"), which field, and the mend in words."""

    path: str
    message: str
    place: str = "body"


@dataclass
class Problem(Exception):
    """A request that is not done. `code` is for programs and never changes; `title` and `detail` are for people."""

    status: int
    code: str
    title: str
    detail: str = ""
    errors: Sequence[Wrong] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_data(self, instance: str = "") -> dict[str, Any]:
        """The members of the answer."""
        return {
            "type": f"{PAGE}{self.code}",
            "code": self.code,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "errors": [{"in": each.place, "path": each.path, "message": each.message} for each in self.errors],
            **self.more,
        }


def answer(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The problem as it is sent."""
    return HttpResponse(
        to_json(problem.as_data(request.path)),
        status=problem.status,
        content_type=CONTENT_TYPE,
        headers=dict(problem.headers),
    )


def invalid(*errors: Wrong) -> Problem:
    """422: understood, but a value cannot be taken."""
    return Problem(422, "invalid", _("Something is not right"), _("Mend what is listed and send it again."), errors)


def wrong(path: str, message: str, place: str = "body") -> Problem:
    """422 for one field."""
    return invalid(Wrong(path, message, place))


def not_found() -> Problem:
    """404; strangers get it too, so it does not tell whether the thing exists."""
    return Problem(404, "not-found", _("Not found"), _("There is nothing at this address that you may see."))


def forbidden(detail: str = "") -> Problem:
    """403: the role does not allow it."""
    return Problem(
        403, "forbidden", _("Not allowed"), detail or _("The role of the token's owner does not allow this.")
    )


def conflict(code: str, title: str, detail: str = "", **more: Any) -> Problem:
    """409: it cannot be done as things stand."""
    return Problem(409, code, title, detail, more=more)
