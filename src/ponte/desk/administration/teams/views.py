"""Teams and who belongs to them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ponte.desk.account.forms import try_on
from ponte.desk.guarding import AgentRequest, requires
from ponte.team import joining, making_teams, permissions
from ponte.team.models import Agent, Membership, Team
from ponte.ui.toasting import toast


class Named(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


@requires("see_people")
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: AgentRequest) -> HttpResponse:
    """Every team; a new one by POST."""
    may_manage = permissions.may(request.user, "manage_teams")
    if request.method == "POST" and not may_manage:
        return HttpResponse(status=403)
    form = Named(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = try_on(form, lambda: making_teams.make(form.cleaned_data["name"], by=request.user))
        if made:
            return HttpResponseRedirect(reverse("team", args=[made.pk]))
    rows = Team.objects.annotate(size=Count("agents", filter=Q(agents__is_active=True))).order_by(
        "-is_active", "name"
    )
    page = {"teams": rows.prefetch_related("agents"), "form": form, "may_manage": may_manage}
    return render(request, "administration/teams.html", page, status=422 if form.errors else 200)


@requires("manage_teams")
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: AgentRequest, team: int) -> HttpResponse:
    """One team: its name, its people, who leads it."""
    found = get_object_or_404(Team, pk=team)
    form = Named(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        members, leads = _chosen(request, "members"), _chosen(request, "leads")
        saved = try_on(form, lambda: _save(found, form.cleaned_data["name"], members, leads, request.user))
        if saved:
            done = HttpResponseRedirect(reverse("team", args=[found.pk]))
            toast(request, done, _("Saved"))
            return done
    memberships = dict(Membership.objects.filter(team=found).values_list("agent", "is_lead"))
    people = Agent.objects.filter(Q(is_active=True) | Q(pk__in=memberships)).order_by("name")
    page = {"team": found, "form": form, "people": people, "memberships": memberships}
    return render(request, "administration/team.html", page, status=422 if form.errors else 200)


@requires("manage_teams")
@require_http_methods(["POST", "DELETE"])
def closure(request: AgentRequest, team: int) -> HttpResponse:
    """Close a team (POST), or open it again (DELETE)."""
    found = get_object_or_404(Team, pk=team)
    making_teams.set_active(found, request.method == "DELETE", by=request.user)
    words = (
        _("%(name)s is open again.") if found.is_active else _("%(name)s is closed: no new ticket goes there.")
    )
    messages.success(request, words % {"name": found.name})
    there = reverse("team", args=[found.pk])
    return HttpResponse(headers={"HX-Redirect": there}) if found.is_active else HttpResponseRedirect(there)


def _chosen(request: AgentRequest, name: str) -> list[Agent]:
    ids = [
        int(text) for text in request.POST.getlist(name) if text.isascii() and text.isdigit() and len(text) < 18
    ]
    return list(Agent.objects.filter(pk__in=ids))


@transaction.atomic
def _save(team: Team, name: str, members: list[Agent], leads: list[Agent], by: Agent) -> bool:
    making_teams.rename(team, name, by=by)
    joining.consist_of(team, {*members, *leads}, leads, by=by)
    return True
