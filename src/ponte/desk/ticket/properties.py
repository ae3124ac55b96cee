"""The properties of a ticket, edited in place: a small form for each, in a popover or on a page of its own."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding, seeing
from ponte.desk.ticket.editable import PROPERTIES, Wrong
from ponte.team.models import Agent
from ponte.tickets import changing, changing_many, reading
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import ClosedTicket, NotAllowed, TicketError
from ponte.tickets.models import Ticket
from ponte.tickets.solving import NotSolvable
from ponte.tickets.states import StateType
from ponte.ui.toasting import toast


@require_http_methods(["GET", "POST"])
@agent_required
def edit(request: HttpRequest, agent: Agent, ticket: int, name: str) -> HttpResponseBase:
    """GET the form, POST the value."""
    found = finding.ticket_for(agent, ticket)
    if name not in PROPERTIES:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            before = _as_it_is(found, name, agent)
            PROPERTIES[name].put(found, request.POST.getlist("value"), agent)
            words = _("%(property)s changed") % {"property": PROPERTIES[name].title()}
            return changed(request, found, words, undo=_way_back(found, name, before, agent))
        except Wrong as wrong:
            error = str(wrong)
        except NotSolvable as stopped:
            return ask_first(request, found, stopped)
        except ClosedTicket:
            error = _("This ticket is closed, and closed is final.")
        except NotAllowed:
            error = _("You may look at tickets but not change them.")
        except (TicketError, ValueError, KeyError):
            error = _("Choose one of the values that are offered.")
    given = {"ticket": found, "name": name, "property": PROPERTIES[name], "agent": agent, "error": error}
    given["value"] = request.POST.getlist("value") if error else PROPERTIES[name].value(found)
    whole = not request.headers.get("HX-Request")
    template = "ticket/property_page.html" if whole else "ticket/property.html"
    return render(request, template, given, status=422 if error else 200)


def _as_it_is(ticket: Ticket, name: str, agent: Agent) -> str:
    """The value as `changing_many` knows it; "" for what it does not change."""
    return changing_many.CHANGES[name][0](ticket, "", agent) if name in changing_many.CHANGES else ""


def _way_back(ticket: Ticket, name: str, before: str, agent: Agent) -> tuple[str, str] | None:
    """Putting the value back, unless it is changed again until then."""
    now = _as_it_is(Ticket.objects.get(pk=ticket.pk), name, agent)
    if now == before:
        return None
    made = signing.dumps([agent.pk, name, [(ticket.pk, before, now)]], compress=True)
    return reverse("inbox:undo", args=[made]), "DELETE"


@require_http_methods(["POST", "DELETE"])
@agent_required
def closure(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """POST solves the ticket, DELETE (or POST with `open`) opens it again."""
    found = finding.ticket_for(agent, ticket)
    again = request.method == "DELETE" or bool(request.POST.get("open"))
    try:
        changing.set_state(found, default_state(StateType.OPEN if again else StateType.SOLVED), by=agent)
    except NotSolvable as stopped:
        return ask_first(request, found, stopped)
    except ClosedTicket:
        return refused(request, found, _("This ticket is closed, and closed is final."))
    except NotAllowed:
        return refused(request, found, _("You may look at tickets but not change them."))
    address = reverse("ticket:closure", args=[found.pk])
    words = _("Open again") if again else _("Solved")
    return changed(request, found, words, undo=(address, "POST" if again else "DELETE"))


@require_http_methods(["POST", "DELETE"])
@agent_required
def reading_of(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """POST: read to the end. DELETE: show it as unread again."""
    found = finding.ticket_for(agent, ticket)
    if request.method == "DELETE":
        reading.mark_unread(found, by=agent)
    else:
        seeing.see(found, agent)
    return HttpResponse(status=204)


def changed(
    request: HttpRequest, ticket: Ticket, words: str, undo: tuple[str, str] | None = None
) -> HttpResponseBase:
    """What was done, and the page brought up to date."""
    if request.headers.get("HX-Request"):
        # The form stays until its popover has closed; the page fetches what changed by itself.
        headers = {"HX-Trigger": '{"ponte:refresh-ticket": {}}', "HX-Reswap": "none"}
        response: HttpResponseBase = HttpResponse(headers=headers)
    else:
        response = redirect("ticket:show", ticket.pk)
    toast(request, response, words, undo=undo)
    return response


def ask_first(request: HttpRequest, ticket: Ticket, stopped: NotSolvable) -> HttpResponseBase:
    """What should be done before solving: a page asks, or says what must be done."""
    address = reverse("handling:solution", args=[ticket.pk])
    if request.headers.get("HX-Request"):
        return HttpResponse(stopped.words, headers={"HX-Redirect": address}, content_type="text/plain; charset=utf-8")
    return redirect(address)


def refused(request: HttpRequest, ticket: Ticket, words: str) -> HttpResponseBase:
    """What could not be done, in place."""
    if request.headers.get("HX-Request"):
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    messages.error(request, words)
    return redirect("ticket:show", ticket.pk)
