"""The sign-in page, and every step of coming in and going out."""

from __future__ import annotations

import json
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ponte.team import setup
from ponte.team.models import Agent
from ponte.ui.policy import HEADER, policy


@method_decorator(login_not_required, name="dispatch")
class SignIn(account.LoginView):
    """By address and password; the other ways stand beside it."""

    template_name = "desk/account/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.PONTE.oidc_only and request.method != "GET":
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if settings.PONTE.oidc_issuer:
            # Browsers hold the redirect to the company's own sign-in against the policy of this form.
            allowed = f"form-action 'self' https: {settings.PONTE.oidc_issuer}"
            response.headers[HEADER] = policy().replace("form-action 'self'", allowed)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "cast": cast() if settings.PONTE.demo else None,
            "sso": settings.PONTE.oidc_name if settings.PONTE.oidc_issuer else "",
            "sso_only": settings.PONTE.oidc_only,
            "is_set_up": setup.is_done(),
        }


class SignOut(account.LogoutView):
    """Asks on GET, leaves on POST."""

    template_name = "desk/account/sign_out.html"


@method_decorator(login_not_required, name="dispatch")
class SecondStep(mfa.AuthenticateView):
    """A code of the app, a recovery code, or a passkey."""

    template_name = "desk/account/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | {"options": json.dumps(page["js_data"]["request_options"])}


@method_decorator(login_not_required, name="dispatch")
class PasskeySignIn(webauthn.LoginWebAuthnView):
    """A passkey alone: it is two factors by itself."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.PONTE.oidc_only:
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


@login_not_required
@never_cache
@require_POST
def single_sign_on(request: HttpRequest) -> HttpResponseBase:
    """Go to the company's own sign-in; 404 where none is configured."""
    if not settings.PONTE.oidc_issuer:
        raise Http404
    answer: HttpResponseBase = openid.login(request, "sso")
    return answer


@login_not_required
@never_cache
def single_sign_on_return(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from it."""
    if not settings.PONTE.oidc_issuer:
        raise Http404
    answer: HttpResponseBase = openid.callback(request, provider_id)
    return answer


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest, agent: int) -> HttpResponse:
    """One of the demo's cast, without a password; there is no such door outside the demo."""
    if not settings.PONTE.demo:
        raise Http404
    return come_in(request, get_object_or_404(cast(), pk=agent), "demo")


def cast() -> QuerySet[Agent]:
    """Who can be chosen in the demo."""
    return Agent.objects.filter(is_active=True).order_by("pk").prefetch_related("teams")


def come_in(request: HttpRequest, agent: Agent, method: str) -> HttpResponse:
    """Sign `agent` in by a door of our own; a second step is still asked for."""
    record_authentication(request, agent, method=method)
    answer: HttpResponse = perform_login(request, Login(user=agent, redirect_url=None))
    return answer


@login_not_required
def closed_account(request: HttpRequest) -> HttpResponse:
    """Where allauth sends somebody whose account is closed."""
    return render(request, "desk/account/closed.html", status=403)
