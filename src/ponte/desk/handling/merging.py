"""Merging a ticket into another, with everything said before it is done; and taking that back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.handling import choosing
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.answering import words_for as usual_words
from ponte.desk.ticket.belongings import has
from ponte.desk.ticket.properties import refused
from ponte.lib import clock, richtext
from ponte.team.models import Agent
from ponte.tickets.errors import TicketError
from ponte.tickets.merges import carrying, merging, people, undoing
from ponte.tickets.merges.errors import NotMergeable
from ponte.tickets.merges.models import Merge
from ponte.tickets.merges.pointing import merges_of
from ponte.tickets.models import Ticket
from ponte.ui.toasting import toast


@require_http_methods(["GET", "POST", "DELETE"])
@agent_required
def merge(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """GET: choose (`q`), then see what it does (`other`). POST `other`: merge. DELETE (or POST `undo`): take back."""
    found = finding.ticket_for(agent, ticket)
    if request.method == "DELETE" or request.POST.get("undo"):
        return _undo(request, found, agent)
    given = request.POST if request.method == "POST" else request.GET
    other = choosing.by_number(agent, given.get("other", ""))
    if other is not None and other.pk == found.pk:
        other = None
    error = ""
    if request.method == "POST":
        if other is None:
            error = _("Choose the ticket that stays.")
        else:
            try:
                return _merge(request, found, other, agent)
            except TicketError as wrong:
                error = words_for(wrong)
    elif given.get("other") and other is None:
        error = _("No other ticket that you may see has this number.")
    asked = given.get("q", "")[:200]
    page = {
        "ticket": found,
        "into": other,
        "agent": agent,
        "nav": "ticket",
        "asked": asked,
        "other": given.get("other", ""),
        "found": [] if other else choosing.suggestions(agent, found, asked),
        "people": people.candidates(found, other) if other else [],
        "notes": carrying.said(found, other) if other else [],
        "chosen": request.POST.getlist("people"),
        "days": merging.UNDO_DAYS,
        "tells": bool(request.POST.get("tells")),
        "text": request.POST.get("text") or _usual_text(found),
        "error": error,
    }
    return render(request, "handling/merge.html", page, status=422 if error else 200)


def _usual_text(ticket: Ticket) -> str:
    """What the customer may be told, in their language."""
    with override(ticket.language or get_language() or "en"):
        return _(
            "We go on with your request together with another one, so that you have one conversation."
            " You need not do anything."
        )


def _merge(request: HttpRequest, ticket: Ticket, into: Ticket, agent: Agent) -> HttpResponseBase:
    tell = richtext.from_text(request.POST.get("text", "")) if request.POST.get("tells") else ""
    merging.merge(ticket, into, by=agent, people=request.POST.getlist("people"), tell=tell)
    response = redirect("ticket:show", into.pk)
    undo = (reverse("handling:merge", args=[ticket.pk]), "DELETE")
    words = _("#%(old)s is part of #%(new)s now") % {"old": ticket.pk, "new": into.pk}
    toast(request, response, words, undo=undo)
    return response


def _undo(request: HttpRequest, ticket: Ticket, agent: Agent) -> HttpResponseBase:
    row = get_object_or_404(Merge.objects.select_related("ticket", "into"), ticket=ticket, undone_at=None)
    try:
        undoing.undo(row, by=agent)
    except TicketError as wrong:
        return refused(request, ticket, words_for(wrong))
    address = reverse("ticket:show", args=[ticket.pk])
    htmx = request.headers.get("HX-Request")
    response: HttpResponseBase = HttpResponse(headers={"HX-Redirect": address}) if htmx else redirect(address)
    toast(request, response, _("The merge is taken back"))
    return response


def words_for(wrong: TicketError) -> str:
    """Why it cannot be, and what can."""
    if isinstance(wrong, NotMergeable):
        return {
            "itself": _("A ticket cannot be merged into itself."),
            "merged": _("This ticket is part of another one already."),
            "moved_on": _("The other ticket was merged since. Take that merge back first."),
            "final": _("This merge is final: the time to take it back is over."),
        }[wrong.code]
    return usual_words(wrong)


def beside(ticket: Ticket, agent: Agent) -> dict[str, object] | None:
    """What the ticket's page says of merges; None when there were none."""
    if not has(ticket, "merges"):
        return None
    mine, others = merges_of(ticket)
    if mine is None and not others:
        return None
    now = clock.now()
    return {
        "mine": mine,
        "others": others,
        "final": {row.pk for row in [*others, *([mine] if mine else [])] if row.is_final(now)},
    }


def of_closed(ticket: Ticket, agent: Agent) -> dict[str, object] | None:
    """The same for the conversation, where only a closed ticket may have become part of another."""
    return beside(ticket, agent) if ticket.is_closed else None
