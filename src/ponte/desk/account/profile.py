"""One's own profile, and whether one takes work now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.account import themes
from ponte.desk.account.forms import Profile, try_on
from ponte.desk.guarding import AgentRequest
from ponte.team import changing, setting_availability
from ponte.team.models import Agent
from ponte.ui.toasting import toast


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: AgentRequest) -> HttpResponse:
    """Name, languages, signature, and how Ponte looks."""
    agent = request.user
    form = Profile(request.POST if request.method == "POST" else None, initial=initial_of(agent))
    if request.method == "POST" and form.is_valid():
        try_on(form, lambda: changing.change(agent, by=agent, **form.cleaned_data))
        if not form.errors:
            done = HttpResponseRedirect(reverse("profile"))
            themes.remember(done, agent)
            with translation.override(agent.locale):
                toast(request, done, _("Saved"))
            return done
    status = 422 if form.errors else 200
    return render(request, "desk/account/profile.html", {"form": form, "agent": agent}, status=status)


def initial_of(agent: Agent) -> dict[str, object]:
    """The account as the form begins with it."""
    fields = ("name", "email", "role", "languages", "signature", "locale", "time_zone", "theme", "single_keys")
    return {name: getattr(agent, name) for name in fields}


@require_POST
def availability(request: AgentRequest, state: str) -> HttpResponse:
    """Say from any page whether one takes work now; answers with the page one was on."""
    setting_availability.set_availability(request.user, state, by=request.user)
    done = HttpResponseRedirect(back_of(request))
    toast(request, done, _("You are now: %(state)s") % {"state": request.user.get_availability_display()})
    return done


def back_of(request: HttpRequest) -> str:
    """The page of ours that the request came from."""
    back = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return back if back and is_ours else reverse("profile")
