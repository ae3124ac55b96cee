"""Making and ending follow-ups."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ponte.desk.following import asking, strip, words
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.properties import changed, refused
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.errors import TicketError
from ponte.tickets.following_up import promising, reminding, snoozing
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.models import Ticket


@require_http_methods(["GET", "POST"])
@agent_required
def follow_ups(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """GET the form (a popover, or a page without script), POST `kind`, `at`, `own`, `note`."""
    found = finding.ticket_for(agent, ticket)
    error = ""
    if request.method == "POST":
        try:
            done = asking.make(found, request.POST, agent)
            undo = (reverse("following:snooze", args=[found.pk]), "DELETE")
            return changed(request, found, done, undo=undo if request.POST.get("kind") == Kind.SNOOZE else None)
        except asking.Wrong as wrong:
            error = str(wrong)
    given = {
        "ticket": found,
        "agent": agent,
        "nav": "ticket",
        "choices": words.offered(agent),
        "steps": strip.read(found, agent) or [],
        "kind": request.POST.get("kind") or request.GET.get("kind") or Kind.SNOOZE,
        "kinds": list(Kind),
        "note": request.POST.get("note", ""),
        "own": request.POST.get("own", ""),
        "error": error,
    }
    template = "following/form.html" if request.headers.get("HX-Request") else "following/page.html"
    return render(request, template, given, status=422 if error else 200)


@require_safe
@agent_required
def choices(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """The moments to which several tickets can be put off, for the menu of a list."""
    return render(request, "following/choices.html", {"choices": words.offered(agent)})


@require_http_methods(["POST", "DELETE"])
@agent_required
def snooze(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """DELETE (or POST): end the snooze."""
    found = finding.ticket_for(agent, ticket)
    try:
        snoozing.wake(found, by=agent)
        FollowUp.objects.filter(ticket=found, kind=Kind.SNOOZE).rung().update(ended_at=clock.now())
    except TicketError as error:
        return refused(request, found, asking.words_for(error))
    return changed(request, found, _("The ticket is back in its queue"))


@require_http_methods(["POST", "DELETE"])
@agent_required
def promise(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """POST: it was kept by other means. DELETE (or POST with `withdraw`): take it back."""
    found = finding.ticket_for(agent, ticket)
    try:
        if request.method == "DELETE" or request.POST.get("withdraw"):
            promising.withdraw(found, by=agent)
            return changed(request, found, _("The promise is taken back"))
        promising.keep(found, by=agent)
    except TicketError as error:
        return refused(request, found, asking.words_for(error))
    return changed(request, found, _("The promise is kept"))


@require_http_methods(["POST", "DELETE"])
@agent_required
def reminder(request: HttpRequest, agent: Agent, reminder: int) -> HttpResponseBase:
    """One's own reminder. POST: done. DELETE (or POST with `cancel`): take it back."""
    seen = Ticket.objects.visible_to(agent)
    row = get_object_or_404(FollowUp, pk=reminder, kind=Kind.REMINDER, agent=agent, ticket__in=seen)
    cancelled = request.method == "DELETE" or bool(request.POST.get("cancel"))
    try:
        reminding.finish(row, by=agent, outcome=Outcome.CANCELLED if cancelled else Outcome.DONE)
    except TicketError as error:
        return refused(request, row.ticket, asking.words_for(error))
    return changed(request, row.ticket, _("Reminder removed") if cancelled else _("Done"))
