"""The list of views, and what is done to one from there."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.tickets.conditions import wording
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.saved_views import allowing, arranging, removing
from ponte.tickets.saved_views.models import Sharing, View
from ponte.ui.toasting import toast


@require_safe
@agent_required
def index(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """All that this person may open, by who sees them."""
    found = list(View.objects.seen_by(agent).select_related("owner").prefetch_related("teams"))
    groups = [
        (Sharing(sharing).label, [(view, said(view), allowing.may_change(agent, view)) for view in views])
        for sharing in Sharing
        if (views := [view for view in found if view.sharing == sharing])
    ]
    return render(request, "views/index.html", {"groups": groups, "may_make": agent.may_write})


def said(view: View) -> str:
    """Its conditions in words."""
    try:
        return wording.sentence(view.tree)
    except InvalidConditions as error:
        return "; ".join(fault.message for fault in error.faults)


@require_POST
@agent_required
def removal(request: HttpRequest, agent: Agent, view: int) -> HttpResponseBase:
    """Delete it."""
    found = get_object_or_404(View.objects.seen_by(agent), pk=view)
    removing.remove(found, by=agent)
    done = redirect("views:index")
    toast(request, done, _("Deleted %(name)s") % {"name": found.title})
    return done


@require_POST
@agent_required
def place(request: HttpRequest, agent: Agent, view: int) -> HttpResponseBase:
    """One place up or down (`step`: -1 or 1)."""
    found = get_object_or_404(View.objects.seen_by(agent), pk=view)
    step = {"-1": -1, "1": 1}.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    arranging.move(found, step, by=agent)
    return redirect("views:index")
