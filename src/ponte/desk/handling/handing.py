"""Passing one's draft to a colleague or opening it to the team; taking over an open one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.belongings import has
from ponte.desk.ticket.properties import refused
from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets.errors import NotAllowed
from ponte.tickets.handing import passing
from ponte.tickets.handing.models import OpenDraft
from ponte.tickets.models import Draft, MessageKind, Ticket
from ponte.ui.toasting import toast

TEAM = "team"


def opened_on(ticket: Ticket, agent: Agent) -> list[tuple[OpenDraft, str]] | None:
    """The open drafts on this ticket, with their first words."""
    if not has(ticket, "opened"):
        return None
    rows = OpenDraft.objects.filter(draft__ticket=ticket).select_related("draft__agent").order_by("pk")
    return [(row, richtext.to_text(row.draft.html)[:300]) for row in rows] or None


@require_http_methods(["GET", "POST"])
@agent_required
def handover(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """GET: choose the draft and to whom. POST `draft` and `to` (an agent's id, or "team")."""
    found = finding.ticket_for(agent, ticket)
    drafts = list(Draft.objects.filter(ticket=found, agent=agent, kind__in=MessageKind.values).order_by("kind"))
    error = ""
    if request.method == "POST":
        try:
            return _hand(request, found, agent, drafts)
        except NotAllowed:
            error = _("They cannot take it: they may not see this ticket, or only look.")
        except LookupError:
            error = _("Choose a draft and who takes it over.")
    colleagues = Agent.objects.filter(is_active=True).exclude(pk=agent.pk).order_by("name")
    people = [(str(each.pk), each.name) for each in colleagues if each.may_write]
    given = {
        "ticket": found,
        "agent": agent,
        "nav": "ticket",
        "drafts": [(draft, richtext.to_text(draft.html)[:300]) for draft in drafts],
        "people": [(TEAM, _("Everybody on this ticket")), *people],
        "error": error,
    }
    return render(request, "handling/handover.html", given, status=422 if error else 200)


def _hand(request: HttpRequest, ticket: Ticket, agent: Agent, drafts: list[Draft]) -> HttpResponseBase:
    draft = next((each for each in drafts if str(each.pk) == request.POST.get("draft")), None)
    to = request.POST.get("to", "")
    colleague = Agent.objects.filter(pk=int(to), is_active=True).first() if to.isdigit() else None
    if draft is None or (colleague is None and to != TEAM):
        raise LookupError
    response = redirect("ticket:show", ticket.pk)
    if colleague is None:
        passing.open_to_team(draft, by=agent)
        toast(request, response, _("Your draft is open to everybody on this ticket"))
    else:
        passing.hand(draft, colleague, by=agent)
        toast(request, response, _("%(name)s has your draft now") % {"name": colleague.name})
    return response


@require_POST
@agent_required
def taking(request: HttpRequest, agent: Agent, ticket: int, opened: int) -> HttpResponseBase:
    """POST: take an open draft over."""
    found = finding.ticket_for(agent, ticket)
    row = get_object_or_404(OpenDraft, pk=opened, draft__ticket=found)
    try:
        passing.take(row, by=agent)
    except OpenDraft.DoesNotExist:
        return refused(request, found, _("Somebody else took it over meanwhile."))
    except NotAllowed:
        return refused(request, found, _("You may look at tickets but not change them."))
    response: HttpResponseBase = redirect(reverse("ticket:show", args=[found.pk]))
    if request.headers.get("HX-Request"):
        response = HttpResponse(headers={"HX-Trigger": '{"ponte:reload-ticket": {"focus": "composer"}}'})
    toast(request, response, _("The draft is in your composer"))
    return response
