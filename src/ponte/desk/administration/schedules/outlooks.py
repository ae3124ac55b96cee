"""What a schedule would mean, before and after it is saved; nothing is stored here."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.desk.administration.schedules.drawing import outlook
from ponte.desk.administration.schedules.forms import ScheduleForm
from ponte.desk.administration.schedules.forms import regions as regions_of
from ponte.desk.guarding import AgentRequest, requires
from ponte.lib.business_time import NeverOpen
from ponte.team.schedules import checking, reckoning
from ponte.team.schedules.models import Schedule
from ponte.ui.quantities import locale

MOST_HOURS = 2000


@requires("manage_schedules")
@require_POST
def preview(request: AgentRequest) -> HttpResponse:
    """The week and the days ahead by what is typed so far; what is wrong is said instead."""
    form = ScheduleForm(request.POST)
    form.is_valid()
    wrong = [str(text) for name, texts in form.errors.items() if name != "name" for text in texts]
    if not wrong:
        try:
            checking.check(form.rules())
        except ValidationError as error:
            wrong = [str(text) for text in error.messages]
    given = {"wrong": wrong, "outlook": None if wrong else outlook(form.rules())}
    return render(request, "administration/schedule_outlook.html", given)


@requires("manage_schedules")
@require_safe
def regions(request: AgentRequest) -> HttpResponse:
    """The regions of a country."""
    choices = regions_of(request.GET.get("country", ""))
    return render(request, "administration/schedule_regions.html", {"choices": choices, "value": ""})


@requires("manage_schedules")
@require_safe
def trial(request: AgentRequest, schedule: int) -> HttpResponse:
    """From a moment (local to the schedule), so many business hours later: when is that?"""
    row = get_object_or_404(Schedule, pk=schedule)
    zone = ZoneInfo(row.latest().time_zone)
    given: dict[str, object] = {"zone": zone.key}
    try:
        start = datetime.fromisoformat(request.GET.get("from", "")).replace(tzinfo=zone)
        hours = float(request.GET.get("hours", "").replace(",", "."))
        if not 0 < hours <= MOST_HOURS or not 1970 <= start.year <= 2100:
            raise ValueError
        end = reckoning.timeline(row).add(start, timedelta(hours=hours))
        words = format_datetime(end, "EEEE d MMMM y, HH:mm", tzinfo=zone, locale=locale())
        given.update(words=words, waits=end - start)
    except NeverOpen:
        given["wrong"] = _("This schedule has no open hours in the two years after that.")
    except ValueError:
        given["wrong"] = _("Write a date and time, and a number of hours up to %(most)s.") % {"most": MOST_HOURS}
    return render(request, "administration/schedule_trial.html", given)
