"""The two doors for people without an account: an invitation, and the first set-up."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ponte.desk.account import signing_in
from ponte.desk.account.forms import Entering, FirstAdministrator, try_on
from ponte.team import inviting, setup
from ponte.team.errors import DoorClosed


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Make the account of somebody invited, and sign them in."""
    try:
        found = inviting.find(token)
    except DoorClosed:
        return _closed(request)
    language = request.POST.get("locale") or request.GET.get("language") or found.locale
    with translation.override(language if language in dict(settings.LANGUAGES) else found.locale):
        form = Entering(request.POST or None, initial={"locale": found.locale})
        page = {
            "invitation": found,
            "form": form,
            "sso": settings.PONTE.oidc_name,
            "sso_only": settings.PONTE.oidc_only,
        }
        if request.method == "POST" and not settings.PONTE.oidc_only and form.is_valid():
            try:
                agent = try_on(form, lambda: inviting.accept(token, **form.cleaned_data))
            except DoorClosed:
                return _closed(request)
            if agent:
                return signing_in.come_in(request, agent, "invitation")
        status = 422 if form.errors else 200
        return render(request, "desk/account/invitation.html", page, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_administrator(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first administrator, and sign them in."""
    if not setup.is_open(token):
        return _closed(request)
    form = FirstAdministrator(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agent = try_on(form, lambda: setup.complete(token, **form.cleaned_data))
        except DoorClosed:
            return _closed(request)
        if agent:
            return signing_in.come_in(request, agent, "setup")
    return render(request, "desk/account/setup.html", {"form": form}, status=422 if form.errors else 200)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/account/door_closed.html", {"is_set_up": setup.is_done()}, status=404)
