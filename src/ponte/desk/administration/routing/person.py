"""What one colleague can do, may hold, and when they work."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ponte.desk.administration.forms import try_on
from ponte.desk.guarding import AgentRequest, requires
from ponte.desk.routing.views import load_of
from ponte.team.models import Agent
from ponte.team.schedules.models import Schedule
from ponte.team.skills import learning, limiting, shifting
from ponte.team.skills.models import HIGHEST, AgentSkill, Limit, Shift, Skill
from ponte.team.skills.work import MOST, Work
from ponte.ui.toasting import toast


def _schedules() -> list[tuple[str, Any]]:
    rows = Schedule.objects.filter(is_active=True).values_list("pk", "name")
    return [("", _("None: never off shift by the clock")), *((str(pk), name) for pk, name in rows)]


class WorkForm(forms.Form):
    """Skills with levels, limits, hours."""

    schedule = forms.ChoiceField(label=gettext_lazy("Working hours"), choices=_schedules, required=False)

    def __init__(self, *args: Any, known: list[Skill], usual: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        for skill in known:
            highest = HIGHEST if skill.has_levels else 1
            words = [_("no")] + ([str(level) for level in range(1, highest + 1)] if highest > 1 else [_("yes")])
            field = forms.TypedChoiceField(label=skill.name, choices=list(enumerate(words)), coerce=int)
            self.fields[f"skill_{skill.pk}"] = field
        for work in Work:
            self.fields[f"limit_{work}"] = forms.IntegerField(
                label=work.label,
                required=False,
                min_value=0,
                max_value=MOST,
                help_text=_("Empty: %(most)s, as usual") % {"most": usual[work]},
            )

    @property
    def skills(self) -> list[forms.BoundField]:
        """A field for each skill."""
        return [self[f"skill_{skill.pk}"] for skill in self.known]

    @property
    def limits(self) -> list[forms.BoundField]:
        """A field for each kind of work."""
        return [self[f"limit_{work}"] for work in Work]


@requires("manage_routing")
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: AgentRequest, agent: int) -> HttpResponse:
    """See and change it."""
    person = get_object_or_404(Agent, pk=agent)
    own = dict(AgentSkill.objects.filter(agent=person).values_list("skill_id", "level"))
    limits = dict(Limit.objects.filter(agent=person).values_list("work", "most"))
    usual = limiting.limits_of([Agent(pk=0, role=person.role)])[0]
    known = list(Skill.objects.filter(is_active=True))
    initial: dict[str, Any] = {f"skill_{skill.pk}": own.get(skill.pk, 0) for skill in known}
    initial |= {f"limit_{kind}": most for kind, most in limits.items()}
    initial["schedule"] = Shift.objects.filter(agent=person).values_list("schedule_id", flat=True).first() or ""
    form = WorkForm(request.POST if request.method == "POST" else None, initial=initial, known=known, usual=usual)
    if request.method == "POST" and form.is_valid() and try_on(form, lambda: _save(person, form, request.user)):
        done = HttpResponseRedirect(reverse("person_work", args=[person.pk]))
        toast(request, done, _("Saved"))
        return done
    context = {"person": person, "form": form, "load": load_of(person)}
    return render(request, "administration/person_work.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(agent: Agent, form: WorkForm, by: Agent) -> bool:
    data = form.cleaned_data
    learning.set_skills(agent, {skill.pk: data[f"skill_{skill.pk}"] for skill in form.known}, by=by)
    limiting.set_limits({str(work): data[f"limit_{work}"] for work in Work}, agent=agent, by=by)
    schedule = Schedule.objects.get(pk=data["schedule"]) if data["schedule"] else None
    shifting.set_shift(agent, schedule, by=by)
    return True
