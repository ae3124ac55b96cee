"""Who calls: a token in the header, within its scopes and its rate."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from ponte.api.problems import Problem
from ponte.team.models import Agent
from ponte.team.tokens import limiting, recognising
from ponte.team.tokens.models import Token
from ponte.team.tokens.scopes import Scope


class Call(HttpRequest):
    """A request behind the door: `auth` is the token, whose agent acts."""

    auth: Token
    allowance: limiting.Allowance

    @property
    def agent(self) -> Agent:
        return self.auth.agent


class Bearer(HttpBearer):
    """`scope`: what the token must allow (None: any token will do). `takes`: the body's content type, "" for none."""

    def __init__(self, scope: Scope | None, takes: str = "") -> None:
        super().__init__()
        self.scope, self.takes = scope, takes

    def __call__(self, request: HttpRequest) -> Any:
        words = request.headers.get("Authorization", "").split()
        secret = words[1] if len(words) == 2 and words[0].lower() == "bearer" else ""
        return self.authenticate(request, secret)

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The token, or the problem that keeps it out."""
        found = recognising.recognise(token)
        if found is None:
            raise _unknown(bool(token))
        allowance = limiting.spend(found)
        request.allowance = allowance  # type: ignore[attr-defined]  # the door writes the headers
        if not allowance.allowed:
            raise _too_many(allowance)
        if found.agent.needs_two_factor:
            raise Problem(
                403,
                "second-step-missing",
                _("Two-step sign-in is needed"),
                _("The token's owner must set up two-step sign-in first."),
            )
        if self.scope is not None and self.scope.value not in found.scopes:
            raise _out_of_scope(self.scope)
        if self.takes and request.content_type != self.takes:
            raise Problem(
                415,
                "unsupported-media-type",
                _("This kind of body is not taken"),
                _("Send the body as %(type)s.") % {"type": self.takes},
                headers={"Accept": self.takes},
            )
        request.agent = found.agent  # type: ignore[attr-defined]
        return found


def _unknown(given: bool) -> Problem:
    detail = (
        _("The token is unknown, revoked or expired.") if given else _("Send a token: Authorization: Bearer ponte_…")
    )
    challenge = 'Bearer realm="ponte"' + (', error="invalid_token"' if given else "")
    return Problem(401, "unauthorised", _("Who are you?"), detail, headers={"WWW-Authenticate": challenge})


def _too_many(allowance: limiting.Allowance) -> Problem:
    return Problem(
        429,
        "too-many-requests",
        _("Too many requests"),
        _("Wait %(seconds)s s, then go on.") % {"seconds": allowance.wait},
        headers={"Retry-After": str(allowance.wait)},
    )


def _out_of_scope(scope: Scope) -> Problem:
    return Problem(
        403,
        "scope-missing",
        _("The token may not do this"),
        _("It needs the scope %(scope)s.") % {"scope": scope.value},
        headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope.value}"'},
        more={"scope": scope.value},
    )
