"""Escalating a ticket: choose a path, say why, what was tried and what is needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.team.models import Agent
from ponte.tickets.errors import ClosedTicket, NotAllowed, TicketError
from ponte.tickets.escalating import escalating, paths
from ponte.tickets.escalating.errors import AlreadyEscalated, NotIncluded, NotOpen, NotThisPath
from ponte.tickets.escalating.models import Path
from ponte.tickets.models import Ticket
from ponte.ui.toasting import toast


@require_http_methods(["GET", "POST"])
@agent_required
def ask(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """GET: the paths, and the form of the chosen one (`path`). POST: go. What was typed is kept when refused."""
    found = finding.ticket_for(agent, ticket)
    offered = paths.open_to(found)
    given = request.POST if request.method == "POST" else request.GET
    chosen = next((each for each in offered if str(each.pk) == given.get("path", "")), None)
    if chosen is None and len(offered) == 1:
        chosen = offered[0]
    errors: dict[str, str] = {}
    if request.method == "POST":
        if chosen is None:
            errors[""] = _("Choose where it goes.")
        else:
            errors = _go(request, found, chosen, agent)
        if not errors and chosen is not None:
            response = redirect("ticket:show", found.pk)
            toast(request, response, _("Escalated to %(goal)s") % {"goal": chosen.goal})
            return response
    page = {
        "ticket": found,
        "agent": agent,
        "nav": "ticket",
        "paths": offered,
        "chosen": chosen,
        "given": request.POST,
        "reasons": [("", _("Choose")), *((each, each) for each in (chosen.reasons if chosen else ()))],
        "answers": [(f"answer-{n}", q, request.POST.get(f"answer-{n}", "")) for n, q in _questions(chosen)],
        "errors": errors,
    }
    return render(request, "escalations/ask.html", page, status=422 if errors else 200)


def _questions(chosen: Path | None) -> list[tuple[int, str]]:
    return list(enumerate(chosen.questions)) if chosen else []


def _go(request: HttpRequest, ticket: Ticket, chosen: Path, agent: Agent) -> dict[str, str]:
    """Do it; returns what is wrong, by field."""
    answers = {question: request.POST.get(f"answer-{number}", "") for number, question in _questions(chosen)}
    try:
        escalating.escalate(
            ticket,
            chosen,
            reason=request.POST.get("reason", ""),
            tried=request.POST.get("tried", ""),
            needed=request.POST.get("needed", ""),
            answers=answers,
            by=agent,
        )
    except NotIncluded as error:
        numbers = {question: f"answer-{number}" for number, question in _questions(chosen)}
        return {numbers.get(name, name): _("They need this to help: write a few words.") for name in error.fields}
    except TicketError as error:
        return {"": words_for(error)}
    return {}


def words_for(error: TicketError) -> str:
    """A refusal as the agent reads it."""
    if isinstance(error, AlreadyEscalated):
        return _("This ticket is escalated already. Wait for the answer, or take it back first.")
    if isinstance(error, NotThisPath):
        return _("This path is not open to this ticket any more. Choose another.")
    if isinstance(error, NotOpen):
        return _("This escalation has ended already.")
    if isinstance(error, ClosedTicket):
        return _("This ticket is closed, and closed is final.")
    if isinstance(error, NotAllowed):
        return _("You may look at tickets but not change them.")
    return _("This could not be done. Nothing was changed.")
