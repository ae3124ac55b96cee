"""Schedules: the list, making one, changing one."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.desk.administration.forms import try_on
from ponte.desk.administration.schedules.drawing import outlook, week
from ponte.desk.administration.schedules.forms import ScheduleForm, initial_of
from ponte.desk.guarding import AgentRequest, requires
from ponte.lib import clock
from ponte.team.schedules import arranging
from ponte.team.schedules.models import Schedule, ScheduleVersion
from ponte.team.schedules.rules import Rules, of
from ponte.ui.toasting import toast

OFFICE = ((540, 780), (840, 1080))


@requires("manage_schedules")
@require_safe
def schedules(request: AgentRequest) -> HttpResponse:
    """Every schedule with its week."""
    versions = Prefetch("versions", ScheduleVersion.objects.order_by("pk"))
    rows = Schedule.objects.prefetch_related(versions).order_by("-is_default", "-is_active", "name")
    now = clock.now()
    shown = []
    for row in rows:
        rules = of(list(row.versions.all())[-1])
        shown.append((row, rules, week(rules), rules.hours().is_open(now)))
    return render(request, "administration/schedules.html", {"schedules": shown})


@requires("manage_schedules")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Make a schedule."""
    usual = Rules(request.user.time_zone, (OFFICE,) * 5 + ((), ()))
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=initial_of("", usual))
    if request.method == "POST" and form.is_valid():
        made = try_on(form, lambda: arranging.make(form.cleaned_data["name"], form.rules(), by=request.user))
        if made:
            return _saved(request, made)
    return _page(request, form, None, usual)


@requires("manage_schedules")
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: AgentRequest, schedule: int) -> HttpResponse:
    """See and change a schedule."""
    row = get_object_or_404(Schedule, pk=schedule)
    rules = of(row.latest())
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=initial_of(row.name, rules))
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        changed = try_on(form, lambda: arranging.change(row, name, form.rules(), by=request.user))
        if changed:
            return _saved(request, changed)
    return _page(request, form, row, rules)


@requires("manage_schedules")
@require_POST
def usual(request: AgentRequest, schedule: int) -> HttpResponse:
    """Make it the one that is meant where none is named."""
    row = get_object_or_404(Schedule, pk=schedule)
    try:
        arranging.make_usual(row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(reverse("schedules"))


@requires("manage_schedules")
@require_POST
def use(request: AgentRequest, schedule: int) -> HttpResponse:
    """Put it out of use, or into use again."""
    row = get_object_or_404(Schedule, pk=schedule)
    try:
        arranging.set_active(row, request.POST.get("active") == "1", by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(reverse("schedules"))


def _saved(request: AgentRequest, schedule: Schedule) -> HttpResponse:
    done = HttpResponseRedirect(reverse("schedule", args=[schedule.pk]))
    toast(request, done, _("Saved"))
    return done


def _page(request: AgentRequest, form: ScheduleForm, schedule: Schedule | None, rules: Rules) -> HttpResponse:
    past = list(schedule.versions.order_by("-pk")[:20]) if schedule else []
    context = {
        "form": form,
        "schedule": schedule,
        "outlook": outlook(rules),
        "versions": past,
        "now_local": clock.now().astimezone(ZoneInfo(rules.time_zone)).strftime("%Y-%m-%dT%H:%M"),
    }
    return render(request, "administration/schedule.html", context, status=422 if form.errors else 200)
