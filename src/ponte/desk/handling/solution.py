"""What is asked before a ticket is solved: open parts and incidents are solved, and answered, with it."""

from __future__ import annotations

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
from ponte.tickets.bulk import further, starting
from ponte.tickets.bulk.errors import NothingChosen
from ponte.tickets.choosing_states import default_state
from ponte.tickets.errors import TicketError
from ponte.tickets.fields import catalogue, requiring, setting
from ponte.tickets.fields.errors import InvalidFields
from ponte.tickets.links import family
from ponte.tickets.links.models import LinkKind
from ponte.tickets.models import Ticket
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.states import LAST_UNSOLVED, StateType
from ponte.ui.quantities import number
from ponte.ui.toasting import toast


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
            begun = 0
            if request.POST.get("parts"):
                begun += _begin(found, agent, LinkKind.PART, "")
            if request.POST.get("incidents"):
                begun += _begin(found, agent, LinkKind.INCIDENT, request.POST.get("answer", ""))
            return _told(request, found, begun)
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


def open_below(ticket: Ticket, agent: Agent, kind: LinkKind) -> TicketQuerySet:
    """The unsolved parts or incidents that this person may see."""
    numbers = [each.pk for each in family.below(ticket, kind) if each.state_type <= LAST_UNSOLVED]
    rows = Ticket.objects.visible_to(agent).filter(pk__in=numbers).select_related("state", "requester")
    return rows.order_by("pk")


def _begin(ticket: Ticket, agent: Agent, kind: LinkKind, answer: str) -> int:
    """Let the workers answer and solve them, one by one; returns how many."""
    html = richtext.from_text(answer) if answer.strip() else further.NO_ANSWER
    try:
        return starting.start(open_below(ticket, agent, kind), "answer", html, by=agent).total
    except NothingChosen:
        return 0


def _told(request: HttpRequest, ticket: Ticket, begun: int) -> HttpResponseBase:
    response = redirect("ticket:show", ticket.pk)
    words = _("Solved")
    if begun:
        words = ngettext(
            "Solved, and %(number)s more is on its way: see Bulk changes",
            "Solved, and %(number)s more are on their way: see Bulk changes",
            begun,
        )
        words %= {"number": number(begun)}
    toast(request, response, words, undo=(reverse("ticket:closure", args=[ticket.pk]), "DELETE"))
    return response
