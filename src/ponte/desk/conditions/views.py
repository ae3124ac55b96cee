"""The builder's own addresses: it redraws itself, counts what it finds, and searches for values by name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ponte.desk.conditions import building, controls
from ponte.desk.conditions.building import Builder
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.tickets.conditions import fields
from ponte.tickets.saved_views import columns


def _read(request: HttpRequest) -> Builder:
    name = request.GET.get("name", building.NAME)[:20]
    if not (name.isascii() and name.isidentifier()):
        raise Http404
    builder = building.read(
        request.POST,
        name=name,
        has_reader=request.GET.get("reader") != "0",
        title=request.GET.get("title", "")[:80],
    )
    builder.has_preview = request.GET.get("preview") != "0"
    return builder


def _columns(request: HttpRequest) -> list[str]:
    return [key for key in request.POST.getlist("columns")[:30] if key in columns.known()]


@require_POST
@agent_required
def builder(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """The builder after one of its buttons."""
    drawn = _read(request).look(agent, _columns(request))
    return render(request, "conditions/builder.html", {"builder": drawn})


@require_POST
@agent_required
def found(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """What it would find now, and what is wrong at which line."""
    drawn = _read(request).look(agent, _columns(request))
    return render(request, "conditions/found.html", {"builder": drawn, "alone": True})


@require_safe
@agent_required
def values(request: HttpRequest, agent: Agent, field: str) -> HttpResponseBase:
    """Values of a field whose names fit `q`, to choose one."""
    known = fields.get(field)
    if known is None:
        raise Http404
    has_reader = request.GET.get("reader") != "0"
    offered = controls.find(known, request.GET.get("q", ""), has_reader=has_reader, reader=agent)
    given = {"offered": offered, "is_free": controls.is_free(known), "asked": request.GET.get("q", "").strip()[:200]}
    return render(request, "conditions/values.html", given)
