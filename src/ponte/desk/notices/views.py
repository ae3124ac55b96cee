"""The list, the number beside the bell, and marking what was seen."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ponte.channels.notices import addressing, reading
from ponte.channels.notices.counted import NAME
from ponte.channels.notices.models import Notice
from ponte.desk.inbox import numbers
from ponte.desk.notices import listing
from ponte.desk.signed_in import agent_required
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.ui.toasting import toast


@require_safe
@agent_required
def index(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """Everything, or what was not seen yet; the list alone where the page fetches it again."""
    page, days = listing.page(agent, request.GET)
    given = {"agent": agent, "nav": NAME, "page": page, "days": days, "unread": bool(request.GET.get("unread"))}
    inside = request.headers.get("HX-Target") == "notices-list"
    return render(request, "notices/list.html" if inside else "notices/index.html", given)


@require_safe
@agent_required
def number(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """How many were not seen yet, for pages that are open; the next page knows it too."""
    numbers.forget(agent)
    return JsonResponse({NAME: Notice.objects.shown_to(agent).unread()[:999].count()})


@require_safe
@agent_required
def show(request: HttpRequest, agent: Agent, notice: int) -> HttpResponseBase:
    """To what it tells of; it is seen then."""
    found = _notice(agent, notice)
    reading.mark(found, by=agent)
    address = addressing.path_of(found, agent)
    if not address:
        messages.warning(request, _("What this told of is no longer there, or no longer yours to see."))
    numbers.forget(agent)
    return redirect(address or "notices:index")


@require_http_methods(["POST", "DELETE"])
@agent_required
def reading_of(request: HttpRequest, agent: Agent, notice: int) -> HttpResponseBase:
    """Seen, or (DELETE) to be shown as unread again."""
    found = _notice(agent, notice)
    if request.method == "DELETE":
        reading.unmark(found, by=agent)
    else:
        reading.mark(found, by=agent)
    return _answer(request, agent)


@require_http_methods(["POST", "DELETE"])
@agent_required
def reading_of_all(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """All are seen; DELETE with `at` takes that back."""
    if request.method == "DELETE":
        reading.unmark_all(by=agent, at=_moment(request.GET.get("at", "")))
        return _answer(request, agent)
    at = clock.now()
    done = reading.mark_all(by=agent, at=at)
    response = _answer(request, agent)
    words = ngettext("%(number)s notification marked as read", "%(number)s notifications marked as read", done)
    undo = f"{reverse('notices:reading-of-all')}?at={at.timestamp():.6f}"
    toast(request, response, words % {"number": done}, undo=(undo, "DELETE") if done else None)
    return response


def _notice(agent: Agent, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.shown_to(agent), pk=min(pk, 2**63 - 1))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromtimestamp(float(text), clock.now().tzinfo)
    except (ValueError, OverflowError, OSError):
        raise Http404 from None


def _answer(request: HttpRequest, agent: Agent) -> HttpResponse:
    numbers.forget(agent)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=200, headers={"HX-Trigger": '{"ponte:notices": {}}'})
    return redirect("notices:index")
