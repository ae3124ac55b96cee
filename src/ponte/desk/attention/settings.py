"""After how long the watch speaks."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ponte.desk.administration.forms import try_on
from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets.watching import adjusting
from ponte.tickets.watching.models import UsualWait, WatchPolicy
from ponte.ui.toasting import toast


class WatchForm(forms.Form):
    """The thresholds."""

    owner_minutes = forms.IntegerField(label=gettext_lazy("Minutes that a new ticket may be without an owner"))
    silent_hours = forms.IntegerField(
        label=gettext_lazy("Hours that a customer may wait while the assignee does nothing")
    )
    away_hours = forms.IntegerField(label=gettext_lazy("Hours that a customer may wait for an assignee who is away"))
    snooze_hours = forms.IntegerField(label=gettext_lazy("Hours that a ticket may lie untouched after its snooze"))
    pending_days = forms.IntegerField(label=gettext_lazy("Days that a pending ticket may be without a next step"))


@requires("manage_watch")
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: AgentRequest) -> HttpResponse:
    """The thresholds, and what is usual for each team."""
    policy = WatchPolicy.current()
    initial = {field: getattr(policy, field) for field in adjusting.FIELDS}
    form = WatchForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try_on(form, lambda: adjusting.adjust(form.cleaned_data, by=request.user))
    if form.is_bound and not form.errors:
        done = HttpResponseRedirect(reverse("attention:index"))
        toast(request, done, _("Saved. The watch looks again within a minute."))
        return done
    usual = UsualWait.objects.select_related("team").order_by("team__name")
    given = {"form": form, "usual": usual, "nav": "attention"}
    return render(request, "attention/settings.html", given, status=422 if form.errors else 200)
