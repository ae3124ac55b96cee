"""Which tickets need a skill."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.administration.forms import try_on
from ponte.desk.administration.routing.forms import RequirementForm
from ponte.desk.conditions import building
from ponte.desk.guarding import AgentRequest, requires
from ponte.team.skills.models import Skill
from ponte.tickets.routing import requiring
from ponte.tickets.routing.models import Requirement
from ponte.ui.toasting import toast


@requires("manage_routing")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Say that some tickets need a skill."""
    return _page(request, None)


@requires("manage_routing")
@require_http_methods(["GET", "HEAD", "POST"])
def requirement(request: AgentRequest, requirement: int) -> HttpResponse:
    """See and change what is needed."""
    return _page(request, get_object_or_404(Requirement.objects.select_related("skill"), pk=requirement))


@requires("manage_routing")
@require_POST
def removal(request: AgentRequest, requirement: int) -> HttpResponse:
    """Take it back."""
    row = get_object_or_404(Requirement, pk=requirement)
    requiring.require_no_more(row, by=request.user)
    return HttpResponseRedirect(reverse("routes") + "#needs")


def _page(request: AgentRequest, row: Requirement | None) -> HttpResponse:
    initial = {"skill": row.skill_id, "level": row.level, "is_must": int(row.is_must)} if row else {"is_must": 1}
    title = _("Tickets that fit")
    posts, asks = request.method == "POST", building.asks(request.POST)
    form = RequirementForm(request.POST if posts and not asks else None, initial=initial)
    if asks:
        form = RequirementForm(initial={name: request.POST.get(name, "") for name in form.fields})
    builder = (
        building.read(request.POST, has_reader=False, title=title)
        if posts
        else building.of(row.conditions if row else {}, has_reader=False, title=title)
    )
    if posts and not asks and form.is_valid() & builder.is_sound():
        data = form.cleaned_data
        kept = try_on(
            form,
            lambda: requiring.require_skill(
                data["skill"],
                builder.written(),
                level=data["level"],
                is_must=data["is_must"],
                instead_of=row,
                by=request.user,
            ),
        )
        if kept:
            done = HttpResponseRedirect(reverse("routes") + "#needs")
            toast(request, done, _("Saved"))
            return done
    context = {
        "form": form,
        "builder": builder.look(request.user),
        "requirement": row,
        "has_skills": Skill.objects.filter(is_active=True).exists(),
    }
    return render(request, "administration/requirement.html", context, status=422 if posts and not asks else 200)
