"""What holds for whoever is signed in, and for whoever is not: every page asks for a sign-in unless it says
otherwise (`login_not_required`)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation

from ponte.lib import clock
from ponte.team.models import Agent

Next = Callable[[HttpRequest], HttpResponseBase]
SEEN_EVERY = 300.0  # seconds between two writes of when a session was last used


class SignInFirst(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page; a fragment is refused instead, so that nothing typed is lost."""

    def handle_no_permission(  # type: ignore[override]  # Django's types know only the redirect
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)  # the page says the words
        return super().handle_no_permission(request, view_func)


class AgentSettings:
    """The reader's own language and time zone."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        agent = request.user
        if not isinstance(agent, Agent):
            timezone.deactivate()
            return self.get_response(request)
        translation.activate(agent.locale)
        request.LANGUAGE_CODE = translation.get_language() or agent.locale
        try:
            timezone.activate(agent.time_zone)
        except ValueError:  # a zone that this machine no longer knows
            timezone.deactivate()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


class SecondStepFirst:
    """Leads those who must have a second factor, and have none, to where they set it up."""

    OPEN = (
        "/account/two-factor",
        "/account/passkeys",
        "/account/confirmation",
        "/sign-out",
        "/static/",
        "/language",
    )

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        agent = request.user
        if isinstance(agent, Agent) and agent.needs_two_factor and not request.path.startswith(self.OPEN):
            if request.headers.get("HX-Request"):
                return HttpResponse(headers={"HX-Redirect": reverse("mfa_index")})
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)


class LastSeen:
    """Notes when a session was last used, at most every five minutes, so that a page costs no write."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self._noted: dict[str, float] = {}
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        key = request.session.session_key
        if key and request.user.is_authenticated and self._is_due(key):
            UserSession.objects.filter(session_key=key).update(last_seen_at=clock.now())
        return response

    def _is_due(self, key: str) -> bool:
        moment = time.monotonic()
        with self._lock:
            if moment - self._noted.get(key, -SEEN_EVERY) < SEEN_EVERY:
                return False
            if len(self._noted) > 10_000:
                self._noted.clear()
            self._noted[key] = moment
            return True
