"""Taking an escalation, returning it with an answer, taking it back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.escalations.asking import words_for
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket.properties import changed, refused
from ponte.team.models import Agent
from ponte.tickets.errors import TicketError
from ponte.tickets.escalating import returning
from ponte.tickets.escalating.errors import NotIncluded
from ponte.tickets.escalating.models import Escalation
from ponte.ui.toasting import toast


@require_POST
@agent_required
def taking(request: HttpRequest, agent: Agent, escalation: int) -> HttpResponseBase:
    """The ticket becomes the taker's."""
    row = _find(agent, escalation)
    return _act(request, row, lambda: returning.take(row, by=agent), _("You took the escalation"))


@require_POST
@agent_required
def withdrawal(request: HttpRequest, agent: Agent, escalation: int) -> HttpResponseBase:
    """It is no longer needed."""
    row = _find(agent, escalation)
    return _act(request, row, lambda: returning.withdraw(row, by=agent), _("The escalation is taken back"))


@require_http_methods(["GET", "POST"])
@agent_required
def answer(request: HttpRequest, agent: Agent, escalation: int) -> HttpResponseBase:
    """GET the form with what was asked, POST the answer; then the ticket may be out of the answerer's sight."""
    row = _find(agent, escalation)
    error = ""
    if request.method == "POST":
        try:
            returning.give_back(row, request.POST.get("answer", ""), by=agent)
        except NotIncluded:
            error = _("Write the answer: it goes back with the ticket.")
        except TicketError as wrong:
            error = words_for(wrong)
        else:
            response = redirect("escalations:board")
            toast(request, response, _("Returned with your answer"))
            return response
    page = {
        "escalation": row,
        "ticket": row.ticket,
        "agent": agent,
        "nav": "escalations",
        "answer": request.POST.get("answer", ""),
        "error": error,
    }
    return render(request, "escalations/answer.html", page, status=422 if error else 200)


def _find(agent: Agent, pk: int) -> Escalation:
    rows = Escalation.objects.visible_to(agent)
    return get_object_or_404(rows.select_related("ticket", "asked_by", "owner", "to_team", "to_agent"), pk=pk)


def _act(request: HttpRequest, row: Escalation, do: Callable[[], object], words: str) -> HttpResponseBase:
    try:
        do()
    except TicketError as error:
        if request.headers.get("HX-Request"):
            return refused(request, row.ticket, words_for(error))
        messages.error(request, words_for(error))
        return redirect("escalations:board")
    if request.headers.get("HX-Request"):
        return changed(request, row.ticket, words)
    response = redirect("escalations:board")
    toast(request, response, words)
    return response
