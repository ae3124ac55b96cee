"""The page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.desk import place
from ponte.desk.signed_in import agent_required
from ponte.desk.today import gathering
from ponte.team.models import Agent


@require_safe
@agent_required
def index(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Everything that waits for this person; the list alone where the page fetches it again."""
    at = place.safe(place.of(request))
    sections = gathering.gather(agent)
    given = {
        "agent": agent,
        "nav": "today",
        "sections": sections,
        "number": sum(len(section.lines) for section in sections),
        "live_after": at,
    }
    target = request.headers.get("HX-Target", "")
    return render(request, "today/list.html" if target == "today-list" else "today/index.html", given)
