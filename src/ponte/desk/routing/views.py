"""The next ticket, one's own load, and why a ticket went where it is."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.desk.account import availability
from ponte.desk.signed_in import agent_required
from ponte.events.models import Event
from ponte.events.telling import tell
from ponte.team.models import Agent
from ponte.team.skills import limiting
from ponte.team.skills.models import AgentSkill, Shift
from ponte.team.skills.work import Work
from ponte.tickets.models import Ticket
from ponte.tickets.routing import explaining, taking, weighing


@require_POST
@agent_required
def next_ticket(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Take the most pressing ticket and open it."""
    if not agent.may_write:
        raise PermissionDenied
    ticket = taking.take_next(agent)
    if ticket is None:
        messages.info(request, _("Nothing waits for you."))
        there = reverse("inbox:mine")
    else:
        there = reverse("ticket:show", args=[ticket.pk])
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": there})
    return HttpResponseRedirect(there)


@require_safe
@agent_required
def why(request: HttpRequest, agent: Agent, ticket: int, event: int) -> HttpResponseBase:
    """Who got it and why, and who was passed over."""
    found = get_object_or_404(Ticket.objects.visible_to(agent), pk=ticket)
    row = get_object_or_404(Event, pk=event, ticket_id=found.pk, kind="ticket.routed", at__gte=found.created_at)
    context = {"ticket": found, "told": tell([row])[0], "passed": explaining.passed_of(row)}
    template = "routing/passed.html" if request.headers.get("HX-Request") else "routing/why.html"
    return render(request, template, context)


@require_safe
@agent_required
def own_work(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """What one holds against what one may, and by which skills and hours tickets come."""
    context = {
        "agent": agent,
        "load": load_of(agent),
        "skills": AgentSkill.objects.filter(agent=agent, skill__is_active=True).select_related("skill"),
        "shift": Shift.objects.filter(agent=agent).select_related("schedule").first(),
        "states": [(state, words, icon) for state, (words, icon) in availability.WORDS.items()],
    }
    return render(request, "routing/own_work.html", context)


def load_of(agent: Agent) -> list[tuple[str, int, int]]:
    """(kind of work, how many they hold, how many they may), without those that they neither hold nor may."""
    most, load = limiting.limits_of([agent])[agent.pk], weighing.loads_of([agent.pk])[agent.pk]
    rows = [(str(work.label), load.get(work, 0), most[work]) for work in Work]
    return [row for row in rows if row[1] or row[2]]
