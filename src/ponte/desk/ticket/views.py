"""The ticket's page: whole, as two panes for the inbox, or what is new in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ponte.desk import place
from ponte.desk.inbox.views import COOKIE
from ponte.desk.inbox.words import PRIORITY_KINDS, STATE_KINDS
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import composer, context, finding, sections, seeing, thread
from ponte.desk.ticket.belongings import has
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import presence
from ponte.tickets.choosing_states import all_states
from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.states import Priority, StateType


@require_safe
@agent_required
def show(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """The conversation. `before`: older messages alone. To the inbox (`HX-Target: talk`) it goes as panes."""
    found = finding.ticket_for(agent, ticket)
    before = _number(request.GET.get("before", ""))
    target = request.headers.get("HX-Target", "")
    if before:
        older = thread.read(found, agent, before=before)
        whole = not request.headers.get("HX-Request")
        if not whole:
            return render(request, "ticket/older.html", {"ticket": found, "thread": older, "agent": agent})
    at = place.safe(place.of(request))
    given = page_of(found, agent, before=before)
    seeing.see(found, agent)
    given.update(live_after=at, queue=queue_address(request), images=request.GET.get("images", ""))
    return render(request, "ticket/panes.html" if target == "talk" else "ticket/page.html", given)


@require_safe
@agent_required
def now(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """What is new since message `after`, and messages `again` as they stand: parts that the page merges in."""
    found = finding.ticket_for(agent, ticket)
    again = [_number(each) for each in request.GET.getlist("again")[:20]]
    given = parts_of(found, agent, after=_number(request.GET.get("after", "")), again=again)
    if request.GET.get("seen"):
        seeing.see(found, agent)
    return render(request, "ticket/now.html", given)


@require_safe
@agent_required
def history(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """All that happened to the ticket, newest first: a fragment for the pane, or a page of its own."""
    found = finding.ticket_for(agent, ticket)
    given = {"ticket": found, "lines": thread.history(found), "most": thread.MOST_HISTORY, "agent": agent}
    whole = not request.headers.get("HX-Request")
    return render(request, "ticket/history_page.html" if whole else "ticket/history.html", given)


def page_of(ticket: Ticket, agent: Agent, *, before: int = 0) -> dict[str, Any]:
    """Everything the page shows."""
    states = all_states()
    read = thread.read(ticket, agent, before=before, states=states)
    given = _common(ticket, agent, read)
    beside: context.Context = given["context"]
    given["composer"] = composer.prepare(
        ticket,
        agent,
        identities=beside.identities,
        participants=beside.participants,
        read=[] if before else [each.message for each in read.messages],
        seen=ticket.last_message_id or 0,
    )
    usual = {state.type: state.pk for state in states if state.is_default}
    given["send_states"] = {
        "open": usual[StateType.OPEN],
        "pending": usual[StateType.PENDING],
        "solved": usual[StateType.SOLVED],
    }
    return given


def parts_of(ticket: Ticket, agent: Agent, *, after: int, again: Sequence[int] = ()) -> dict[str, Any]:
    """Everything that may have changed while the page was open."""
    return _common(ticket, agent, thread.read(ticket, agent, after=after, again=again))


def _common(ticket: Ticket, agent: Agent, read: thread.Thread) -> dict[str, Any]:
    return {
        "nav": "ticket",
        "agent": agent,
        "ticket": ticket,
        "thread": read,
        "context": context.read(ticket, agent),
        "present": presence.present_on(ticket, but=agent) if has(ticket, "presence") else [],
        "state_kind": STATE_KINDS[StateType(ticket.state_type)],
        "priority_kind": PRIORITY_KINDS[ticket.priority],
        "priority_word": Priority(ticket.priority).label,
        "due_share": due_share(ticket),
        "may_write": agent.may_write,
        "sections": sections.ready(ticket, agent),
    }


def due_share(ticket: Ticket) -> float:
    """How much of the time for the next answer is left, 0 to 1."""
    if ticket.due_at == NEVER:
        return 0.0
    allowed = (ticket.due_at - (ticket.waiting_since or ticket.created_at)).total_seconds()
    return max(0.0, min(1.0, (ticket.due_at - clock.now()).total_seconds() / allowed)) if allowed > 0 else 0.0


def queue_address(request: HttpRequest) -> str:
    """The queue that this reader last looked at."""
    last = request.COOKIES.get(COOKIE, "")
    return last if last.startswith("/inbox/") else reverse("inbox:index")


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 19 else 0
