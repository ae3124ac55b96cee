"""The list of views, and what is done to one from there."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.desk.signed_in import agent_required
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.tickets.conditions import wording
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.tree import tests_of
from ponte.tickets.saved_views import allowing, arranging, removing, using
from ponte.tickets.saved_views.models import Sharing, View
from ponte.ui.toasting import toast


@require_safe
@agent_required
def index(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """All that this person may open, by who sees them, in their own order; `q`: those whose name or words fit."""
    text = request.GET.get("q", "").strip()[:100]
    rows = View.objects.seen_by(agent).with_habits(agent).select_related("owner").prefetch_related("teams")
    found = [Shown(view, *said(view), allowing.may_change(agent, view)) for view in rows]
    if text:
        found = [shown for shown in found if text.casefold() in f"{shown.view.title} {shown.words}".casefold()]
    groups = [
        (Sharing(sharing).label, shown)
        for sharing in Sharing
        if (shown := [each for each in found if each.view.sharing == sharing])
    ]
    given = {"groups": groups, "may_make": agent.may_write, "text": text}
    given["may_arrange"] = permissions.may(agent, "manage_views")
    return render(request, "views/index.html", given)


@dataclass(frozen=True)
class Shown:
    """A view with its conditions in words. `broken`: something that it speaks of is gone."""

    view: View
    words: str
    broken: bool
    may_change: bool


def said(view: View) -> tuple[str, bool]:
    """Its conditions in words, and whether they are broken: then what is wrong with them."""
    try:
        node = view.tree
    except InvalidConditions as error:
        return " ".join(fault.message for fault in error.faults), True
    gone = any(test.field.kind.lacks(test.operator, test.value) for test in tests_of(node))
    return wording.sentence(node), gone


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
    """One place up or down (`step`: -1 or 1) in one's own order."""
    found = get_object_or_404(View.objects.seen_by(agent), pk=view)
    step = {"-1": -1, "1": 1}.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    using.step(found, step, by=agent)
    return redirect("views:index")


@require_POST
@agent_required
def standing(request: HttpRequest, agent: Agent, view: int) -> HttpResponseBase:
    """Pinned, hidden, or as usual, for oneself."""
    found = get_object_or_404(View.objects.seen_by(agent), pk=view)
    try:
        using.place(found, request.POST.get("standing", ""), by=agent)
    except ValidationError:
        raise Http404 from None
    return redirect("views:index")


@require_POST
@agent_required
def order(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """One's own order (`view`: ids); with `everybody`, the order as it stands becomes that of all."""
    ids = [int(word) for word in request.POST.getlist("view")[:500] if word.isascii() and word.isdigit()]
    if ids:
        using.arrange(ids, by=agent)
    if request.POST.get("everybody"):
        arranging.as_of(agent, by=agent)
        done = redirect("views:index")
        toast(request, done, _("Everybody without an order of their own sees them so."))
        return done
    return HttpResponse(status=204) if request.headers.get("HX-Request") else redirect("views:index")
