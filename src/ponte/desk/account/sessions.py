"""Where one is signed in, and signing out from afar."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.desk.account.devices import device_of
from ponte.desk.guarding import AgentRequest
from ponte.team import ending_sessions
from ponte.team.models import Agent
from ponte.ui.toasting import toast

Line = tuple[UserSession, str, str]


@require_safe
def sessions(request: AgentRequest) -> HttpResponse:
    """Every place where one is signed in."""
    here = request.session.session_key
    return render(request, "desk/account/sessions.html", {"lines": lines_of(request.user), "here": here})


@require_POST
def session_closure(request: AgentRequest, session: int) -> HttpResponse:
    """End one of one's own sessions; ending this very one signs out."""
    found = get_object_or_404(ending_sessions.sessions_of(request.user), pk=session)
    is_here = found.session_key == request.session.session_key
    ending_sessions.end(found, by=request.user)
    if is_here:
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    done = HttpResponseRedirect(reverse("sessions"))
    toast(request, done, _("That session is signed out."))
    return done


@require_POST
def other_sessions_closure(request: AgentRequest) -> HttpResponse:
    """End every session but this one."""
    ending_sessions.end_all(request.user, by=request.user, besides=request.session.session_key)
    done = HttpResponseRedirect(reverse("sessions"))
    toast(request, done, _("All other sessions are signed out."))
    return done


def lines_of(agent: Agent) -> list[Line]:
    """Each session with the browser and the device in words; those that ran out are cleared away."""
    UserSession.objects.purge_and_list(agent)
    return [(each, *device_of(each.user_agent)) for each in ending_sessions.sessions_of(agent)]
