"""One colleague's account."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.account.forms import try_on
from ponte.desk.account.profile import initial_of
from ponte.desk.account.sessions import lines_of
from ponte.desk.administration.people.forms import Person
from ponte.desk.guarding import AgentRequest, requires
from ponte.team import changing, changing_role, deactivating, joining, permissions, two_factor
from ponte.team.errors import LastAdministrator
from ponte.team.models import Agent
from ponte.tickets import handing_back
from ponte.ui.toasting import toast


@requires("see_people")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: AgentRequest, agent: int) -> HttpResponse:
    """See an account; change it with leave to manage people."""
    found = get_object_or_404(Agent, pk=agent)
    may_manage = permissions.may(request.user, "manage_people")
    if request.method == "POST" and not may_manage:
        return HttpResponse(status=403)
    initial = initial_of(found) | {"teams": [team.pk for team in found.teams.all()]}
    form = Person(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = try_on(form, lambda: _save(found, form, request.user))
        if saved and not form.errors:
            done = HttpResponseRedirect(reverse("person", args=[found.pk]))
            toast(request, done, _("Saved"))
            return done
    page = {
        "person": found,
        "form": form,
        "may_manage": may_manage,
        "lines": lines_of(found) if permissions.may(request.user, "manage_sessions") else [],
        "here": request.session.session_key,
        "held": handing_back.held_by(found).count() if may_manage else 0,
        "has_two_factor": two_factor.is_set_up(found),
    }
    return render(request, "administration/person.html", page, status=422 if form.errors else 200)


@transaction.atomic
def _save(agent: Agent, form: Person, by: Agent) -> bool:
    new = dict(form.cleaned_data)
    role, teams = new.pop("role"), new.pop("teams")
    changing.change(agent, by=by, **new)
    joining.belong_to(agent, teams, by=by)
    try:
        changing_role.change_role(agent, role, by=by)
    except LastAdministrator:
        transaction.set_rollback(True)
        form.add_error("role", _("This is the last administrator. Make somebody else one first."))
        return False
    return True


@requires("manage_people")
@require_http_methods(["POST", "DELETE"])
def closure(request: AgentRequest, agent: int) -> HttpResponse:
    """Close an account (POST), or open it again (DELETE)."""
    found = get_object_or_404(Agent, pk=agent)
    there = reverse("person", args=[found.pk])
    if request.method == "DELETE":
        deactivating.activate(found, by=request.user)
        messages.success(request, _("%(name)s can sign in again.") % {"name": found.name})
        return HttpResponse(headers={"HX-Redirect": there})
    try:
        with transaction.atomic():
            deactivating.deactivate(found, by=request.user)
            handing_back.hand_back(found, by=request.user)
    except LastAdministrator:
        messages.error(request, _("This is the last administrator. Make somebody else one first."))
    else:
        messages.success(request, _("The account of %(name)s is closed.") % {"name": found.name})
    return HttpResponseRedirect(there)
