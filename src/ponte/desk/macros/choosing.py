"""Finding a macro for a ticket, and looking at it before anything changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ponte.desk.macros import words
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.lib import richtext
from ponte.team.models import Agent
from ponte.tickets import solving
from ponte.tickets.macros import planning
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.rows import Rows
from ponte.tickets.macros.values import PLACES
from ponte.tickets.macros.wording import Wording, word
from ponte.tickets.models import MessageKind, State, Ticket
from ponte.tickets.states import LAST_UNSOLVED, StateType

MOST = 8
BEGINNING = 80  # letters of a text that the menu shows


@require_safe
@agent_required
def fitting(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """What the menu after `/` offers: `q` in key or name, best first; `language` is that of the reply."""
    found = finding.ticket_for(agent, ticket)
    typed = request.GET.get("q", "")[:60]
    rows = Macro.objects.active().visible_to(agent).fitting(typed)
    if found.is_closed:
        rows = rows.filter(goes_to=MessageKind.NOTE)  # nobody answers a closed ticket any more
    chosen = list(rows[:MOST])
    does = words.of_macros(chosen)
    items = [_item(row, found, agent, does[row.pk], request.GET.get("language", "")[:8]) for row in chosen]
    return JsonResponse({"items": items})


def _item(macro: Macro, ticket: Ticket, agent: Agent, does: list[str], language: str) -> dict[str, Any]:
    text = word(macro, ticket, by=agent, language=language)
    parts = [f"/{macro.key}"] if macro.key else []
    parts += [", ".join(does)] if does else []
    if text:
        begins = " ".join(richtext.to_text(text.html).split())[:BEGINNING]
        parts.append(f"{text.language.upper()}: {begins}" if text.fell_back else begins)
    return {
        "id": macro.pk,
        "label": macro.name,
        "hint": " · ".join(parts),
        "asks": bool(macro.actions),
        "address": reverse("macros:preview", args=[ticket.pk, macro.pk]),
    }


@require_safe
@agent_required
def preview(request: HttpRequest, agent: Agent, ticket: int, macro: int) -> HttpResponseBase:
    """What applying it would change, and the text as it will read."""
    found, row = finding.ticket_for(agent, ticket), macro_for(agent, macro)
    plan = planning.plan(row, found, by=agent)
    rows = plan.words()
    text = word(row, found, by=agent, language=request.GET.get("language", "")[:8])
    stops = _obstacles(row, found, plan)
    context = {
        "ticket": found,
        "macro": row,
        "stops": stops,
        "forbidden": any(not each.is_soft for each in stops),
        "changes": [
            (words.titles()[each.what], *_old_and_new(rows, each), each.what == "state" and row.is_reply)
            for each in plan.changes
        ],
        "already": [words.of_action(rows, what, value) for what, value in plan.already],
        "impossible": [words.of_action(rows, what, value) for what, value in plan.impossible],
        "text": text,
        "missing": _missing(text),
        "may_write": agent.may_write,
        "refused": found.is_closed and (row.is_reply or bool(plan.changes)),
    }
    whole = not request.headers.get("HX-Request")
    return render(request, "macros/preview_page.html" if whole else "macros/preview.html", context)


def _obstacles(macro: Macro, ticket: Ticket, plan: planning.Plan) -> list[solving.Obstacle]:
    """What stands in the way of the state that applying it sets at once."""
    states = [each.new for each in plan.changes if each.what == "state" and not macro.is_reply]
    solves = State.objects.filter(pk__in=states, type=StateType.SOLVED).exists() if states else False
    return solving.obstacles(ticket) if solves and ticket.state_type <= LAST_UNSOLVED else []


def _old_and_new(rows: Rows, change: planning.Change) -> tuple[str, str]:
    if change.what == "tag":
        return "", words.of_action(rows, "tag", change.new)
    return rows.words(change.what, change.old), rows.words(change.what, change.new)


def _missing(text: Wording | None) -> list[str]:
    return [str(PLACES[name][0]) for name in text.missing] if text else []


def macro_for(agent: Agent, pk: int) -> Macro:
    """One that this person may use; 404 for all others."""
    return get_object_or_404(Macro.objects.active().visible_to(agent), pk=pk)
