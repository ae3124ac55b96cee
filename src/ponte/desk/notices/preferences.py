"""What one hears of, and how; the same table for the whole company is the administration's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.channels.notices import choosing, keys, settling, ways, wording
from ponte.channels.notices.sorts import Mail, Sort, Ways
from ponte.desk.account.forms import try_on
from ponte.desk.guarding import AgentRequest, requires
from ponte.desk.notices.forms import SettingsForm
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.ui.toasting import toast


@dataclass(frozen=True)
class Line:
    """One sort in the table."""

    sort: str
    label: str
    icon: str
    ways: Ways


def groups(chosen: Mapping[str, Ways]) -> list[tuple[str, list[Line]]]:
    """The table's lines under their headings."""
    headings: list[tuple[str, tuple[Sort, ...]]] = [
        (_("For me"), (Sort.ASSIGNED, Sort.ROUTED, Sort.ESCALATED, Sort.RETURNED, Sort.MENTIONED, Sort.HANDED)),
        (_("On tickets"), (Sort.CUSTOMER, Sort.FOLLOWED, Sort.NEW, Sort.DELIVERY)),
        (
            _("In time"),
            (Sort.WARNED, Sort.BREACHED, Sort.REMINDER, Sort.PROMISE, Sort.WOKEN, Sort.ATTENTION, Sort.JOB),
        ),
    ]
    return [
        (title, [Line(sort, str(sort.label), wording.ICONS[sort], chosen[sort]) for sort in sorts])
        for title, sorts in headings
    ]


def written(form: QueryDict) -> dict[str, Ways]:
    """The table as it was sent."""
    return {
        sort: Ways(
            app=f"{sort}.app" in form,
            mail=form.get(f"{sort}.mail", ""),
            push=f"{sort}.push" in form,
        )
        for sort in Sort.values
    }


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def preferences(request: HttpRequest, agent: Agent) -> HttpResponse:
    """One's own table, quiet hours, digest and browsers."""
    settings = settling.of(agent)
    initial = {name: getattr(settings, name) for name in settling.FIELDS}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        _saved(form, lambda: settling.settle(form.cleaned_data, by=agent))
        _saved(form, lambda: choosing.choose(written(request.POST), by=agent))
        if not form.errors:
            return _done(request, "notices:preferences")
    chosen = written(request.POST) if form.errors else ways.of([agent.pk])[agent.pk]
    given = {
        "agent": agent,
        "form": form,
        "groups": groups(chosen),
        "mails": Mail.choices,
        "browsers": agent.browsers.order_by("pk"),
        "push_key": keys.public(),
        "nav": "notifications",
    }
    return render(request, "notices/preferences.html", given, status=422 if form.errors else 200)


@requires("manage_notifications")
@require_http_methods(["GET", "HEAD", "POST"])
def defaults(request: AgentRequest) -> HttpResponse:
    """The table of those who chose nothing."""
    if request.method == "POST":
        choosing.choose_for_all(written(request.POST), by=request.user)
        return _done(request, "notices:defaults")
    given = {"groups": groups(ways.of_company()), "mails": Mail.choices, "place": "notification_defaults"}
    return render(request, "notices/defaults.html", given)


def _saved(form: Any, behaviour: Callable[[], Any]) -> None:
    if not form.errors:
        try_on(form, behaviour)


def _done(request: HttpRequest, route: str) -> HttpResponse:
    done = HttpResponseRedirect(reverse(route))
    toast(request, done, _("Saved"))
    return done
