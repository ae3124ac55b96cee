"""Administration: paths, and the standing of teams."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.desk.administration.forms import try_on
from ponte.desk.escalations.forms import PathForm, shown
from ponte.desk.guarding import AgentRequest, requires
from ponte.team.models import Team
from ponte.tickets.escalating import defining
from ponte.tickets.escalating.models import Path, Standing, TeamStanding
from ponte.ui.toasting import toast


@requires("manage_escalations")
@require_safe
def paths(request: AgentRequest) -> HttpResponse:
    """Every path, and what each team is."""
    having = dict(TeamStanding.objects.values_list("team", "standing"))
    rows = Path.objects.select_related("from_team", "to_team", "to_agent").order_by("-is_active", "position", "pk")
    page = {
        "paths": rows,
        "teams": [(team, having.get(team.pk, "")) for team in Team.objects.filter(is_active=True).order_by("name")],
        "standings": [("", _("Ordinary team")), *Standing.choices],
    }
    return render(request, "escalations/paths.html", page)


@requires("manage_escalations")
@require_POST
def standings(request: AgentRequest) -> HttpResponse:
    """Say what each team is (`standing-ID`)."""
    for team in Team.objects.filter(is_active=True):
        value = request.POST.get(f"standing-{team.pk}")
        if value is not None and value in ("", *Standing.values):
            defining.set_standing(team, value, by=request.user)
    done = HttpResponseRedirect(reverse("escalations:paths"))
    toast(request, done, _("Saved"))
    return done


@requires("manage_escalations")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Make a path."""
    return _edit(request, None)


@requires("manage_escalations")
@require_http_methods(["GET", "HEAD", "POST"])
def path(request: AgentRequest, path: int) -> HttpResponse:
    """Change a path."""
    return _edit(request, get_object_or_404(Path, pk=path))


def _edit(request: AgentRequest, row: Path | None) -> HttpResponse:
    form = PathForm(request.POST if request.method == "POST" else None, initial=shown(row) if row else None)
    if request.method == "POST" and form.is_valid():
        made = try_on(form, lambda: defining.define(row, by=request.user, **form.values()))
        if made:
            done = HttpResponseRedirect(reverse("escalations:paths"))
            toast(request, done, _("Saved"))
            return done
    page = {"path": row, "form": form}
    return render(request, "escalations/path.html", page, status=422 if form.errors else 200)
