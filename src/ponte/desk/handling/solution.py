"""What is asked before a ticket is solved: open parts and incidents are solved, and answered, with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ponte.desk.fields import asking
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.answering import words_for
from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets import changing, solving
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import TicketError
from ponte.tickets.fields import catalogue, requiring, setting
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.links import family, solving_together
from ponte.tickets.links.models import LinkKind
from ponte.tickets.models import Ticket
from ponte.tickets.states import LAST_UNSOLVED, StateType
from ponte.ui.toasting import toast


@dataclass
class Done:
    """What became of those below."""

    solved: int = 0
    refused: list[int] = field(default_factory=list)


@require_http_methods(["GET", "POST"])
@agent_required
def solution(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """GET: what is still open. POST: solve; `parts`, `incidents`: those below too; `answer`: told to the latter."""
    found = finding.ticket_for(agent, ticket)
    error, faults = "", dict[str, str]()
    if request.method == "POST":
        try:
            _solve(found, request, agent)
        except InvalidFields as wrong:
            faults = asking.faults_of(wrong)
            error = wrong.words
        except TicketError as refusal:
            error = words_for(refusal)
        else:
            done = Done()
            if request.POST.get("parts"):
                _solve_all(open_below(found, agent, LinkKind.PART), agent, "", done)
            if request.POST.get("incidents"):
                answer = richtext.from_text(request.POST.get("answer", ""))
                _solve_all(open_below(found, agent, LinkKind.INCIDENT), agent, answer, done)
            return _told(request, found, done)
    page = {
        "ticket": found,
        "agent": agent,
        "nav": "ticket",
        "obstacles": [each for each in solving.obstacles(found) if not each.path],
        "asked": _asked(found, request, faults),
        "parts": open_below(found, agent, LinkKind.PART),
        "incidents": open_below(found, agent, LinkKind.INCIDENT),
        "answer": request.POST.get("answer", ""),
        "error": error,
    }
    return render(request, "handling/solution.html", page, status=422 if error else 200)


def _asked(ticket: Ticket, request: HttpRequest, faults: dict[str, str]) -> list[asking.Asked]:
    """The fields that must be filled, to be filled here; what was typed stays."""
    fields = catalogue.current().fields
    typed = asking.typed(request.POST)
    keys = dict.fromkeys((*(fault.key for fault in requiring.missing(ticket)), *typed))
    return [asking.one(fields[key], typed.get(key, ""), faults.get(key, "")) for key in keys]


@transaction.atomic
def _solve(ticket: Ticket, request: HttpRequest, agent: Agent) -> None:
    """Fill what was filled, then solve: both or neither."""
    if given := asking.given(asking.typed(request.POST)):
        setting.set_values(ticket, given, by=agent)
    changing.set_state(ticket, default_state(StateType.SOLVED), by=agent, anyway=True)


def open_below(ticket: Ticket, agent: Agent, kind: LinkKind) -> list[Ticket]:
    """The unsolved parts or incidents that this person may see."""
    numbers = [each.pk for each in family.below(ticket, kind) if each.state_type <= LAST_UNSOLVED]
    rows = Ticket.objects.visible_to(agent).filter(pk__in=numbers).select_related("state", "requester")
    return list(rows.order_by("pk"))


def _solve_all(tickets: list[Ticket], agent: Agent, answer: str, done: Done) -> None:
    for each in tickets:
        try:
            solving_together.solve(each, by=agent, html=answer)
        except TicketError:
            done.refused.append(each.pk)
        else:
            done.solved += 1


def _told(request: HttpRequest, ticket: Ticket, done: Done) -> HttpResponseBase:
    response = redirect("ticket:show", ticket.pk)
    if done.refused:
        numbers = ", ".join(f"#{number}" for number in done.refused)
        messages.warning(request, _("These could not be solved: %(numbers)s") % {"numbers": numbers})
    words = _("Solved")
    if done.solved:
        words = ngettext("Solved, and %(number)s more with it", "Solved, and %(number)s more with it", done.solved)
        words %= {"number": done.solved}
    toast(request, response, words, undo=(reverse("ticket:closure", args=[ticket.pk]), "DELETE"))
    return response
