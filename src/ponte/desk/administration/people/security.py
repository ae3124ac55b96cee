"""Helping a colleague back in, and locking somebody else out."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ponte.desk.account import deferring, mailing
from ponte.desk.guarding import AgentRequest, requires
from ponte.events.recording import record
from ponte.team import ending_sessions, requiring_two_factor
from ponte.team.models import Agent
from ponte.ui.toasting import toast


@requires("manage_people")
@require_POST
@never_cache
def password_link(request: AgentRequest, agent: int) -> HttpResponse:
    """Make a link by which a colleague chooses a new password; shown once, and sent where mail can be sent."""
    found = get_object_or_404(Agent, pk=agent, is_active=True)
    with transaction.atomic():
        record("agent.security_changed", by=request.user, subject=found.journal_name, what="reset_link")
        is_sent = deferring.send_password_reset(found, language=found.locale)
    page = {"person": found, "link": mailing.absolute(mailing.reset_path(found)), "is_sent": is_sent}
    return render(request, "administration/password_link.html", page)


@requires("manage_people")
@require_POST
def second_step_removal(request: AgentRequest, agent: int) -> HttpResponse:
    """Take the second step from somebody who lost theirs."""
    found = get_object_or_404(Agent, pk=agent)
    requiring_two_factor.forget_factors(found, by=request.user)
    return _back(request, found, _("Two-step sign-in of %(name)s is reset.") % {"name": found.name})


@requires("manage_sessions")
@require_POST
def session_closure(request: AgentRequest, agent: int, session: int) -> HttpResponse:
    """End one session of a colleague."""
    found = get_object_or_404(Agent, pk=agent)
    ending_sessions.end(get_object_or_404(ending_sessions.sessions_of(found), pk=session), by=request.user)
    return _back(request, found, _("That session is signed out."))


@requires("manage_sessions")
@require_POST
def sessions_closure(request: AgentRequest, agent: int) -> HttpResponse:
    """End every session of a colleague."""
    found = get_object_or_404(Agent, pk=agent)
    ending_sessions.end_all(found, by=request.user, besides=request.session.session_key)
    return _back(request, found, _("All sessions of %(name)s are signed out.") % {"name": found.name})


def _back(request: AgentRequest, agent: Agent, text: str) -> HttpResponse:
    done = HttpResponseRedirect(reverse("person", args=[agent.pk]))
    toast(request, done, text)
    return done
