"""Presence: browsers say what their agent is doing on a ticket."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from ponte.team.models import Agent
from ponte.tickets import presence
from ponte.tickets.models import Ticket


@require_POST
def ticket_presence(request: HttpRequest, ticket: int) -> HttpResponse:
    """`mode`: viewing, replying, noting or left."""
    if not isinstance(request.user, Agent):
        raise Http404
    found = get_object_or_404(Ticket.objects.visible_to(request.user), pk=ticket)
    try:
        mode = presence.Mode(request.POST.get("mode", ""))
    except ValueError:
        return HttpResponseBadRequest("mode: viewing, replying, noting or left")
    presence.show(found, by=request.user, mode=mode)
    return HttpResponse(status=204)
