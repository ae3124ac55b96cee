"""The queue, whole or as fragments."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ponte.desk import place
from ponte.desk.inbox import asking, drawing, filters, grouped, listing, numbers, side, table, viewing, words
from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.tickets.queues import COUNTED, Queue
from ponte.tickets.saved_views import counting, using
from ponte.tickets.saved_views.allowing import may_change
from ponte.tickets.saved_views.models import Mode, View
from ponte.ui import navigation

COOKIE = "ponte_queue"


@require_safe
@agent_required
def home(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """To the queue that this person begins the day with."""
    return redirect("inbox:team" if agent.sees_all and agent.may_write else "inbox:mine")


@require_safe
@agent_required
def counts(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """The numbers beside the links of the rail, for pages that heard of a change; those of views come apart."""
    queues = numbers.counted_now(request, agent)
    request._queue_counts = queues  # type: ignore[attr-defined]
    found: dict[str, object] = {f"inbox.{queue}": numbers.shown(queues[queue]) for queue in COUNTED}
    for section in navigation.sections(request):
        found |= {
            item.key: item.count(request) or 0
            for item in section.items
            if item.count and not section.folds and item.key not in found
        }
    return JsonResponse({key: str(number) for key, number in found.items()})


@require_safe
@agent_required
def view_counts(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """The numbers beside the views; asked for once the page stands."""
    found = counting.counts(side.views_of(request, agent), agent)
    return JsonResponse({f"inbox.view-{pk}": counting.shown(number) for pk, number in found.items()})


@require_safe
@agent_required
def choices(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """What may be done with several tickets at once."""
    given = {
        "offered": filters.changes(agent),
        "asking": filters.asking_changes(),
        "single": filters.single_changes(),
    }
    return render(request, "inbox/choices.html", given)


@require_safe
@agent_required
def filter_form(request: HttpRequest, agent: Agent, queue: str) -> HttpResponseBase:
    """The form of all filters, for the pane."""
    if queue.startswith("view-") and queue[5:].isdecimal():
        view = _view(agent, int(queue[5:]))
        asked, here = asking.understand(Queue.EVERYTHING, request.GET, view), reverse("inbox:view", args=[view.pk])
    elif queue in set(Queue):
        asked, here = asking.understand(Queue(queue), request.GET), reverse(f"inbox:{queue}")
    else:
        raise Http404
    return render(request, "inbox/filters.html", _filtering(asked, here))


def _filtering(asked: asking.Asked, here: str) -> dict[str, object]:
    return {"asked": asked, "here": here, "offered": filters.offered(asked), "sort": asked.order.key}


@require_safe
@agent_required
def show(request: HttpRequest, agent: Agent, queue: Queue) -> HttpResponseBase:
    """A queue: the page, the pane (`HX-Target: queue`), the next rows (`after`), or rows by id (`rows`)."""
    return _shown(request, agent, asking.understand(queue, request.GET))


@require_safe
@agent_required
def show_view(request: HttpRequest, agent: Agent, view: int) -> HttpResponseBase:
    """A view, in the same forms; `as`: list or table, else as this person saw it last. `groups`: their sizes."""
    found = _view(agent, view)
    asked = asking.understand(Queue.EVERYTHING, request.GET, found)
    is_page = not request.headers.get("HX-Request") and not request.GET.get("rows")
    if is_page and "as" not in request.GET and getattr(found, "mode", None) == Mode.TABLE:
        asked = replace(asked, as_table=True)
    return _shown(request, agent, asked)


@require_POST
@agent_required
def mode(request: HttpRequest, agent: Agent, view: int) -> HttpResponseBase:
    """See a view as a list or as a table, from now on."""
    found = _view(agent, view)
    try:
        using.see_as(found, request.POST.get("mode", ""), by=agent)
    except ValidationError:
        raise Http404 from None
    return redirect("inbox:view", found.pk)


def _view(agent: Agent, pk: int) -> View:
    return get_object_or_404(View.objects.seen_by(agent).with_habits(agent), pk=pk)


def _shown(request: HttpRequest, agent: Agent, asked: asking.Asked) -> HttpResponseBase:
    queue, view = asked.queue, asked.view
    target = request.headers.get("HX-Target", "")
    if request.GET.get("groups"):
        return JsonResponse(grouped.sizes(asked, agent))
    heads = table.heads(asked) if asked.as_table else []
    given = {
        "asked": asked,
        "nav": f"inbox.{asked.place}",
        "here": request.path,
        "agent": agent,
        "draw": partial(table.draw, heads=heads) if heads else drawing.draw,
        "heads": heads,
        "group_before": "",
    }
    if wanted := request.GET.get("rows"):
        ids = [int(word) for word in wanted.split(",")[:100] if word.isascii() and word.isdigit() and len(word) < 19]
        return render(request, "inbox/rows.html", {**given, "rows": listing.some(asked, agent, ids)})
    at = place.of(request)
    page = viewing.page(asked, agent) if view else listing.page(asked, agent)
    given.update(position=at, live_after=place.safe(at), page=page, rows=page.rows, group_before=page.group_before)
    if asked.after and target:
        return render(request, "inbox/rows.html", given)
    if request.GET.get("filters"):
        given.update(_filtering(asked, request.path), filtering=True)
    given.update(
        title=view.title if view else words.title(queue),
        emptiness=words.emptiness_of_view() if view else words.emptiness(queue),
        orders=asking.offered(asked),
        chips=filters.chips(asked),
        everything=reverse("inbox:everything") + asked.address(sort=""),
        number=numbers.shown(numbers.counted(request)[queue]) if queue in COUNTED else "",
        may_change_view=view is not None and may_change(agent, view),
    )
    response: HttpResponse = render(request, "inbox/pane.html" if target == "queue" else "inbox/page.html", given)
    back = request.path + replace(asked, as_table=False).address()
    response.set_cookie(COOKIE, back[:500], samesite="Lax", httponly=True)
    return response
