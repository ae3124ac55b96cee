"""The one guard of views: `@requires("manage_teams")`. Who may what is the table in `ponte.team.permissions`.

Signing in is asked for by the middleware already. Objects are found through the actor, so a stranger gets 404;
whole areas that a role may not enter are refused with 403.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ponte.team import permissions
from ponte.team.models import Agent

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class AgentRequest(HttpRequest):
    """A request behind the guard: somebody is signed in."""

    user: Agent


def requires(permission: str) -> Callable[[Callable[Concatenate[AgentRequest, P], HttpResponseBase]], View[P]]:
    """Let in only those whose role has `permission`; KeyError at import for one that the table does not know."""
    permissions.TABLE[permission]

    def guard(view: Callable[Concatenate[AgentRequest, P], HttpResponseBase]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not permissions.may(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        return cast("View[P]", guarded)

    return guard


def can(permission: str) -> Callable[[HttpRequest], bool]:
    """The predicate of a link in the navigation."""
    permissions.TABLE[permission]
    return lambda request: permissions.may(request.user, permission)
