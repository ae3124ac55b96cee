"""Linking a ticket with another, and taking that back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.handling import choosing
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.belongings import has
from ponte.desk.ticket.properties import changed, refused
from ponte.team.models import Agent
from ponte.tickets.errors import NotAllowed
from ponte.tickets.links import linking, reading, unlinking
from ponte.tickets.links.errors import NotLinkable
from ponte.tickets.links.models import Link
from ponte.tickets.links.roles import CHOSEN_BY_PEOPLE, Role
from ponte.tickets.models import Ticket
from ponte.ui.toasting import toast


@require_http_methods(["GET", "POST"])
@agent_required
def links(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """GET: choose (`q` searches). POST `role` and `other` (a number): link."""
    found = finding.ticket_for(agent, ticket)
    error = ""
    given = request.POST if request.method == "POST" else request.GET
    if request.method == "POST":
        other = choosing.by_number(agent, request.POST.get("other", ""))
        role = request.POST.get("role", "")
        if other is None:
            error = _("No ticket that you may see has this number.")
        elif role not in CHOSEN_BY_PEOPLE:
            error = _("Choose what the other ticket is.")
        else:
            try:
                row = linking.link(found, Role(role), other, by=agent)
            except NotLinkable as wrong:
                error = words_for(wrong)
            except NotAllowed:
                error = _("You may look at tickets but not change them.")
            else:
                response = redirect("ticket:show", found.pk)
                undo = reverse("handling:link", args=[found.pk, row.pk])
                words = _("Linked with #%(number)s") % {"number": other.pk}
                toast(request, response, words, undo=(undo, "DELETE"))
                return response
    asked = given.get("q", "")[:200]
    page = {
        "ticket": found,
        "agent": agent,
        "nav": "ticket",
        "roles": [(str(role), role.label) for role in CHOSEN_BY_PEOPLE],
        "role": given.get("role", str(Role.RELATED)),
        "other": given.get("other", ""),
        "asked": asked,
        "found": choosing.suggestions(agent, found, asked),
        "error": error,
    }
    return render(request, "handling/link.html", page, status=422 if error else 200)


@require_http_methods(["POST", "DELETE"])
@agent_required
def link_of(request: HttpRequest, agent: Agent, ticket: int, link: int) -> HttpResponseBase:
    """DELETE (or POST): take the link away."""
    found = finding.ticket_for(agent, ticket)
    row = get_object_or_404(
        Link.objects.filter(ticket=found) | Link.objects.filter(other=found),
        pk=link,
    )
    try:
        unlinking.unlink(row, by=agent)
    except NotAllowed:
        return refused(request, found, _("You may look at tickets but not change them."))
    return changed(request, found, _("Link taken away"))


def beside(ticket: Ticket, agent: Agent) -> list[reading.Group] | None:
    """What it is linked with, for the pane."""
    return reading.groups(ticket, agent) if has(ticket, "links") else None


def words_for(wrong: NotLinkable) -> str:
    """Why it cannot be, and what can."""
    return {
        "itself": _("A ticket cannot be linked with itself."),
        "circle": _("That would go in a circle: the other ticket stands below this one already."),
        "taken": _("It has such a ticket above it already. Take that link away first."),
    }[wrong.code]
