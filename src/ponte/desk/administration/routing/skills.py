"""Skills, who has them, and how much people may hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ponte.desk.administration.forms import try_on
from ponte.desk.guarding import AgentRequest, requires
from ponte.team.models import Agent, Role
from ponte.team.skills import keeping, limiting
from ponte.team.skills.models import AgentSkill, Limit, Skill
from ponte.team.skills.work import MOST, USUAL, Work
from ponte.ui.toasting import toast

ROLES = (Role.COORDINATOR, Role.AGENT, Role.SPECIALIST)  # whom tickets are given to


class SkillForm(forms.Form):
    """A skill."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    has_levels = forms.BooleanField(
        label=gettext_lazy("It has levels"),
        help_text=gettext_lazy("From 1 to 3; else one has it or not."),
        required=False,
    )


class LimitsForm(forms.Form):
    """How many of each kind of work one may hold: usually, and by role where that differs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in ("", *ROLES):
            for work in Work:
                label = f"{Role(role).label if role else _('Usually')}, {work.label}"
                field = forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST)
                self.fields[f"{role or 'usual'}_{work}"] = field

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """A row for everybody and one for each role."""
        return [
            (str(Role(role).label) if role else _("Usually"), [self[f"{role or 'usual'}_{work}"] for work in Work])
            for role in ("", *ROLES)
        ]

    def limits(self, role: str) -> dict[str, int | None]:
        """What was typed of one row."""
        return {str(work): self.cleaned_data[f"{role or 'usual'}_{work}"] for work in Work}


@requires("manage_routing")
@require_http_methods(["GET", "HEAD", "POST"])
def skills(request: AgentRequest) -> HttpResponse:
    """All skills with how many have them; a new one is made here."""
    form = SkillForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try_on(form, lambda: keeping.make(by=request.user, **form.cleaned_data))
    if form.is_bound and not form.errors:
        return HttpResponseRedirect(reverse("skills"))
    return _page(request, form, LimitsForm(initial=_limits_now()))


@requires("manage_routing")
@require_http_methods(["POST"])
def limits(request: AgentRequest) -> HttpResponse:
    """Say how much people may hold."""
    form = LimitsForm(request.POST)
    if not form.is_valid():
        return _page(request, SkillForm(), form)
    for role in ("", *ROLES):
        limiting.set_limits(form.limits(role), role=role, by=request.user)
    done = HttpResponseRedirect(reverse("skills"))
    toast(request, done, _("Saved"))
    return done


@requires("manage_routing")
@require_http_methods(["GET", "HEAD", "POST"])
def skill(request: AgentRequest, skill: int) -> HttpResponse:
    """Rename a skill, or put it out of use; and see who has it."""
    row = get_object_or_404(Skill, pk=skill)
    form = SkillForm(
        request.POST if request.method == "POST" else None, initial={"name": row.name, "has_levels": row.has_levels}
    )
    if request.method == "POST" and form.is_valid():
        active = {"use": True, "rest": False}.get(request.POST.get("do", ""))
        changed = try_on(form, lambda: keeping.change(row, is_active=active, by=request.user, **form.cleaned_data))
        if changed:
            done = HttpResponseRedirect(reverse("skills"))
            toast(request, done, _("Saved"))
            return done
    holders = AgentSkill.objects.filter(skill=row, agent__is_active=True).select_related("agent")
    context = {"skill": row, "form": form, "holders": holders.order_by("-level", "agent__name")}
    return render(request, "administration/skill.html", context, status=422 if form.errors else 200)


def _page(request: AgentRequest, form: SkillForm, limits: LimitsForm) -> HttpResponse:
    holders = Count("holders", filter=Q(holders__agent__is_active=True))
    context = {
        "skills": Skill.objects.annotate(number=holders).order_by("-is_active", "name"),
        "form": form,
        "limits": limits,
        "work": [str(work.label) for work in Work],
        "people": Agent.objects.filter(is_active=True, role__in=ROLES).order_by("name"),
    }
    return render(request, "administration/skills.html", context, status=422 if form.errors or limits.errors else 200)


def _limits_now() -> dict[str, int]:
    rows = Limit.objects.filter(agent__isnull=True).values_list("role", "work", "most")
    now = {f"{role or 'usual'}_{work}": most for role, work, most in rows}
    return {f"usual_{work}": most for work, most in USUAL.items()} | now
