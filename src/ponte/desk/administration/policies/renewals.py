"""Running deadlines put under the policies as they are now: what that would change, then the doing, with progress."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets.sla import renewing
from ponte.tickets.sla.models import Renewal


@requires("manage_policies")
@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: AgentRequest) -> HttpResponse:
    """GET how far it is; POST asks what it would change."""
    if request.method == "POST":
        try:
            renewing.ask(by=request.user)
        except renewing.Busy:
            messages.warning(request, _("It is being worked on already."))
        return HttpResponseRedirect(reverse("policies") + "#renewal")
    return render(request, "administration/policy_renewal.html", {"renewal": latest()})


@requires("manage_policies")
@require_POST
def confirmation(request: AgentRequest) -> HttpResponse:
    """Carry it out."""
    row = latest()
    if row is None or not renewing.confirm(row, by=request.user):
        messages.warning(request, _("Look first at what it would change."))
    return HttpResponseRedirect(reverse("policies") + "#renewal")


@requires("manage_policies")
@require_POST
def stop(request: AgentRequest) -> HttpResponse:
    """End it where it is."""
    row = latest()
    if row is not None:
        renewing.stop(row, by=request.user)
    return HttpResponseRedirect(reverse("policies") + "#renewal")


def latest() -> Renewal | None:
    """The newest, with its examples' moments read."""
    row = Renewal.objects.select_related("agent").order_by("-pk").first()
    if row is not None:
        row.examples = [[number, _read(old), _read(new)] for number, old, new in row.examples]
    return row


def _read(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
