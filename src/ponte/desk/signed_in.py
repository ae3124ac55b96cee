"""The door of every desk view: the request's agent, or the sign-in page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from ponte.team.errors import NotPermitted
from ponte.team.models import Agent

P = ParamSpec("P")


def agent_required(
    view: Callable[Concatenate[HttpRequest, Agent, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Give the view its reader as `agent`; others sign in first (htmx is told to go there).

    A behaviour that its role may not do answers 403.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if isinstance(request.user, Agent) and request.user.is_active:
            try:
                return view(request, request.user, *args, **kwargs)
            except NotPermitted as refused:
                raise PermissionDenied from refused
        away = redirect_to_login(request.get_full_path())
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": away.url})
        return away

    return checked  # type: ignore[return-value]
