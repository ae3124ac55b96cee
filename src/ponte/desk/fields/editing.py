"""A field of a ticket, edited in place; and the form that a ticket has."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.fields import asking
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.answering import words_for
from ponte.desk.ticket.properties import changed
from ponte.team.models import Agent
from ponte.tickets.errors import ClosedTicket, NotAllowed, TicketError
from ponte.tickets.fields import catalogue, choosing, reading, setting
from ponte.tickets.fields.errors import InvalidFields


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def value(request: HttpRequest, agent: Agent, ticket: int, key: str) -> HttpResponseBase:
    """GET the form, POST the value (or `before`, which puts back what an undo names)."""
    found = finding.ticket_for(agent, ticket)
    field = catalogue.current().fields.get(key)
    if field is None:
        raise Http404
    now = reading.held(found).values.get(key)
    holds, error = asking.held(field, now), ""
    if request.method == "POST":
        sent = asking.typed(request.POST)
        holds = sent.get(key, [] if field.kind == "many" else "")
        try:
            setting.set_values(found, asking.given({key: holds}), by=agent)
        except InvalidFields as wrong:
            error = wrong.faults[0].message
        except ClosedTicket:
            error = _("This ticket is closed, and closed is final.")
        except NotAllowed:
            error = _("You may look at tickets but not change them.")
        else:
            return changed(request, found, _("%(property)s changed") % {"property": field.label})
    given = {"ticket": found, "asked": asking.one(field, holds, error), "agent": agent}
    whole = not request.headers.get("HX-Request")
    template = "fields/value_page.html" if whole else "fields/value.html"
    return render(request, template, given, status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def form(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """GET the forms to choose from, POST `value`: an id, or nothing for the usual one."""
    found = finding.ticket_for(agent, ticket)
    known = catalogue.current()
    offered = known.forms_for(found.brand_id)
    error = ""
    if request.method == "POST":
        chosen = next((each for each in offered if str(each.pk) == request.POST.get("value")), None)
        try:
            if request.POST.get("value") and chosen is None:
                raise ValueError
            choosing.set_form(found, chosen, by=agent)
        except ValueError:
            error = _("Choose one of the values that are offered.")
        except TicketError as refused:
            error = words_for(refused)
        else:
            return changed(request, found, _("%(property)s changed") % {"property": _("Form")})
    given = {"ticket": found, "offered": [(str(each.pk), each.name) for each in offered], "error": error}
    given["now"] = known.form_of(found)
    given["address"] = reverse("fields:form", args=[found.pk])
    whole = not request.headers.get("HX-Request")
    template = "fields/form_page.html" if whole else "fields/form.html"
    return render(request, template, given, status=422 if error else 200)
