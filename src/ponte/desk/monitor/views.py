"""The queue monitor: on the desk, and large on the wall."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.desk.monitor import seeing
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent


@require_safe
@agent_required
def show(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """What stands in the queues, for the coordinator; `team` narrows it. htmx gets the figures alone."""
    return _page(request, agent, "monitor/page.html")


@require_safe
@agent_required
def wall(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """The same for a screen that is read from four metres."""
    return _page(request, agent, "monitor/wall.html")


def _page(request: HttpRequest, agent: Agent, page: str) -> HttpResponseBase:
    seen = seeing.see(agent, request.GET.get("team", ""))
    part = request.headers.get("HX-Request") and "figures.html"
    large = page == "monitor/wall.html"
    given = {"nav": "monitor", "agent": agent, "seen": seen, "large": large, "without_live": large}
    return render(request, f"monitor/{part}" if part else page, given)
