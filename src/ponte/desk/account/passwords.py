"""Passwords: a forgotten one, and a new one for oneself."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ponte.desk.account import mailing
from ponte.desk.account.forms import ChangedPassword, try_on
from ponte.desk.guarding import AgentRequest
from ponte.team import setting_password
from ponte.ui.toasting import toast


@method_decorator(login_not_required, name="dispatch")
class Forgotten(account.PasswordResetView):
    """Asks for the address; the answer is the same for every address."""

    template_name = "desk/account/forgotten.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.PONTE.oidc_only:
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"can_send": mailing.can_send()}


class ForgottenSent(account.PasswordResetDoneView):
    template_name = "desk/account/forgotten_sent.html"


class ByLink(account.PasswordResetFromKeyView):
    """Choosing a new password by the link of the mail."""

    template_name = "desk/account/by_link.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        toast(self.request, response, _("Your password is changed. Sign in with it."))
        return response


@sensitive_post_parameters("current", "password")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="reauthenticate")
def password(request: AgentRequest) -> HttpResponse:
    """One's own new password; every other session ends with it."""
    has_one = request.user.has_usable_password()
    form = ChangedPassword(request.POST or None)
    if not has_one:
        del form.fields["current"]
    if request.method == "POST" and form.is_valid():
        if has_one and not request.user.check_password(form.cleaned_data["current"]):
            form.add_error("current", _("This is not your password."))
        else:
            agent, new = request.user, form.cleaned_data["password"]
            try_on(form, lambda: setting_password.set_password(agent, new, by=agent))
            if not form.errors:
                update_session_auth_hash(request, agent)
                done = HttpResponseRedirect(request.path)
                toast(request, done, _("Your password is changed. Other sessions are signed out."))
                return done
    page = {"form": form, "has_one": has_one, "sso_only": settings.PONTE.oidc_only}
    return render(request, "desk/account/password.html", page, status=422 if form.errors else 200)
