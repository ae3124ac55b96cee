"""Time on a ticket: counted by the page, read and corrected by people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.belongings import has
from ponte.team.models import Agent
from ponte.tickets.errors import NotAllowed
from ponte.tickets.models import Ticket
from ponte.tickets.timing import correcting, counting, totals
from ponte.tickets.timing.models import TimeEntry
from ponte.ui.toasting import toast

MOST = 200


def beside(ticket: Ticket, agent: Agent) -> dict[str, object] | None:
    """Who worked how long, for the pane."""
    shares = totals.on_ticket(ticket) if has(ticket, "time") else []
    return {"shares": shares, "total": sum(share.seconds for share in shares)} if shares else None


@require_POST
@agent_required
def count(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """POST `seconds`: so long was the ticket open, in focus and in use since the last report."""
    found = finding.ticket_for(agent, ticket)
    seconds = request.POST.get("seconds", "")
    if seconds.isascii() and seconds.isdigit() and len(seconds) < 6:
        counting.count(found, int(seconds), by=agent)
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@agent_required
def times(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """GET: every stretch. POST `minutes`: add work done elsewhere; with `entry`: correct that one."""
    found = finding.ticket_for(agent, ticket)
    error = ""
    if request.method == "POST":
        error = _put(request, found, agent)
        if not error:
            response = redirect("handling:times", found.pk)
            toast(request, response, _("Time noted"))
            return response
    rows = TimeEntry.objects.filter(ticket=found, seconds__gt=0).select_related("agent").order_by("-started_at")
    given = {
        "ticket": found,
        "agent": agent,
        "nav": "ticket",
        "entries": [(row, agent.may_write and (row.agent_id == agent.pk or agent.sees_all)) for row in rows[:MOST]],
        "part": beside(found, agent),
        "may_write": agent.may_write,
        "error": error,
    }
    return render(request, "handling/times.html", given, status=422 if error else 200)


def _put(request: HttpRequest, ticket: Ticket, agent: Agent) -> str:
    """Do it; returns what is wrong, "" when nothing is."""
    try:
        seconds = round(float(request.POST.get("minutes", "").replace(",", ".")) * 60)
        if entry := request.POST.get("entry", ""):
            row = get_object_or_404(TimeEntry, pk=int(entry), ticket=ticket)
            correcting.correct(row, seconds, by=agent)
        else:
            correcting.add(ticket, seconds, by=agent)
    except (ValueError, OverflowError):
        return _("Write the minutes as a number, at most a day: such as 12.")
    except NotAllowed:
        return _("You may correct your own time only.")
    return ""
