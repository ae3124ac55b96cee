"""Who is on a ticket: agents who follow it, customers on the thread, outsiders at its door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.desk.ticket.properties import changed, refused
from ponte.team.models import Agent
from ponte.tickets import following, participating
from ponte.tickets.errors import NotAllowed


@require_http_methods(["POST", "DELETE"])
@agent_required
def follow(request: HttpRequest, agent: Agent, ticket: int) -> HttpResponseBase:
    """POST follows, DELETE (or POST with `stop`) stops."""
    found = finding.ticket_for(agent, ticket)
    try:
        if request.method == "DELETE" or request.POST.get("stop"):
            following.unfollow(found, agent, by=agent)
            return changed(request, found, _("You no longer follow this ticket"))
        following.follow(found, agent, by=agent)
    except NotAllowed:
        return refused(request, found, _("You may look at tickets but not change them."))
    return changed(request, found, _("You follow this ticket"))


@require_http_methods(["POST", "DELETE"])
@agent_required
def participant(request: HttpRequest, agent: Agent, ticket: int, participant: int) -> HttpResponseBase:
    """POST lets an outsider in, DELETE (or POST with `remove`) takes somebody off the thread."""
    found = finding.ticket_for(agent, ticket)
    row = get_object_or_404(found.participants.select_related("ticket"), pk=participant)
    try:
        if request.method == "DELETE" or request.POST.get("remove"):
            participating.remove(row, by=agent)
            return changed(request, found, _("%(address)s is off the thread") % {"address": row.address})
        participating.confirm(row, by=agent)
    except NotAllowed:
        return refused(request, found, _("You may look at tickets but not change them."))
    return changed(request, found, _("%(address)s is on the thread") % {"address": row.address})
