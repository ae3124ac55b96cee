"""Routes: their order, which are in use, who would get a ticket, and what weighs."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.desk.administration.routing import showing
from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets.models import Ticket
from ponte.tickets.routing import arranging, explaining, weighing
from ponte.tickets.routing.models import Route, Router
from ponte.ui.toasting import toast


def number(text: str) -> int:
    """A number as people type it; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@requires("manage_routing")
@require_safe
def routes(request: AgentRequest) -> HttpResponse:
    """All of them, in the order in which they are asked, and what tickets need."""
    given = {
        "routes": showing.every_route(),
        "requirements": showing.every_requirement(),
        "router": Router.objects.filter(pk=1).first() or Router(),
    }
    return render(request, "administration/routes.html", given)


@requires("manage_routing")
@require_safe
def trial(request: AgentRequest) -> HttpResponse:
    """Who would get a ticket now, and who would not and why. Changes nothing."""
    asked = request.GET.get("ticket", "").strip().removeprefix("#")[:20]
    rows = Ticket.objects.visible_to(request.user).select_related("requester", "state", "assignee")
    ticket = rows.filter(pk=number(asked)).first()
    given = {"ticket": ticket, "asked": asked, "outlook": explaining.look_ahead(ticket) if ticket else None}
    return render(request, "administration/route_trial.html", given)


@requires("manage_routing")
@require_POST
def place(request: AgentRequest, route: int) -> HttpResponse:
    """Move it in the order: `to` is a place from 0."""
    row = get_object_or_404(Route, pk=route)
    arranging.move(row, number(request.POST.get("to", "")), by=request.user)
    return HttpResponseRedirect(reverse("routes"))


@requires("manage_routing")
@require_POST
def use(request: AgentRequest, route: int) -> HttpResponse:
    """Put it out of use, or into use again."""
    row = get_object_or_404(Route, pk=route)
    arranging.set_active(row, request.POST.get("active") == "1", by=request.user)
    return HttpResponseRedirect(reverse("routes"))


@requires("manage_routing")
@require_POST
def weights(request: AgentRequest) -> HttpResponse:
    """Say whether pending tickets, and those on hold, weigh."""
    weighing.set_weights(pending="pending" in request.POST, on_hold="on_hold" in request.POST, by=request.user)
    done = HttpResponseRedirect(reverse("routes"))
    toast(request, done, _("Saved"))
    return done
