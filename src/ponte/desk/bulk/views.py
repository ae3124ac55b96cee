"""The jobs of this person (coordinators and above: of everybody), and each with its progress and results."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ponte.desk.bulk import describing, selecting
from ponte.desk.signed_in import agent_required
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.bulk import cancelling, reasons, starting, undoing
from ponte.tickets.bulk.errors import NotUndoable
from ponte.tickets.bulk.models import Item, ItemStatus, Job
from ponte.tickets.errors import NotAllowed
from ponte.tickets.models import Ticket
from ponte.ui.quantities import number as written
from ponte.ui.toasting import toast

SIZE = 50


def seen_by(agent: Agent) -> QuerySet[Job]:
    """The jobs that this person may look at."""
    rows = Job.objects.select_related("agent")
    return rows if agent.sees_all else rows.filter(agent=agent)


@require_safe
@agent_required
def jobs(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """The latest first."""
    rows = list(seen_by(agent).order_by("-pk")[:SIZE])
    made = [(row, describing.words(row)) for row in rows]
    return render(request, "bulk/jobs.html", {"agent": agent, "nav": "bulk", "jobs": made})


@require_safe
@agent_required
def number(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """How many tickets are in the list at `address`, and the words of the button that selects them all."""
    try:
        found = selecting.selected(request.GET.get("address", ""), agent).order_by().values("pk")[: starting.MOST + 1]
        total = found.count()
    except ValueError:
        total = 0
    words = ngettext("Select all %(number)s", "Select all %(number)s", total) % {"number": written(total)}
    done = ngettext("All %(number)s selected", "All %(number)s selected", total) % {"number": written(total)}
    return JsonResponse({"number": total, "words": words, "selected": done})


@require_safe
@agent_required
def job_of(request: HttpRequest, agent: Agent, job: int) -> HttpResponseBase:
    """The job; with `HX-Target: job-progress` the progress alone. `result`: which items; `after`: the next ones."""
    found = get_object_or_404(seen_by(agent).select_related("undoes"), pk=job)
    given: dict[str, Any] = {"agent": agent, "nav": "bulk", "job": found, **_progress(found, agent)}
    if request.headers.get("HX-Target") == "job-progress":
        return render(request, "bulk/progress.html", given)
    result = request.GET.get("result", "")
    after = request.GET.get("after", "")
    rows = Item.objects.filter(job=found).exclude(status=ItemStatus.WAITING)
    if result in ItemStatus.values:
        rows = rows.filter(status=result)
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    items = list(rows.order_by("pk")[: SIZE + 1])
    seen = Ticket.objects.visible_to(agent).in_bulk([item.ticket_id for item in items[:SIZE]])
    given.update(
        items=[(item, seen.get(item.ticket_id), reasons.words(item.reason)) for item in items[:SIZE]],
        more=items[SIZE - 1].pk if len(items) > SIZE else "",
        result=result,
    )
    return render(request, "bulk/job.html", given)


def _progress(job: Job, agent: Agent) -> dict[str, Any]:
    seconds = (clock.now() - job.created_at).total_seconds()
    left = seconds / job.passed * (job.total - job.passed) if job.passed else None
    return {
        "words": describing.words(job),
        "left": round(left) if left is not None and job.is_running else None,
        "may_cancel": job.is_running and agent.may_write,
        "may_undo": agent.may_write and undoing.may_undo(job),
    }


@require_POST
@agent_required
def cancellation(request: HttpRequest, agent: Agent, job: int) -> HttpResponseBase:
    """POST: stop it."""
    found = get_object_or_404(seen_by(agent), pk=job)
    response = redirect("bulk:job", found.pk)
    try:
        stopped = cancelling.cancel(found, by=agent)
    except NotAllowed:
        messages.error(request, _("You may look at tickets but not change them."))
        return response
    toast(request, response, _("Stopped. What was done stays.") if stopped else _("It had ended already."))
    return response


@require_POST
@agent_required
def undo(request: HttpRequest, agent: Agent, job: int) -> HttpResponseBase:
    """POST: put back what it changed, by another job."""
    found = get_object_or_404(seen_by(agent), pk=job)
    try:
        made = undoing.undo(found, by=agent)
    except NotUndoable:
        messages.error(request, _("There is nothing here that can be put back."))
    except NotAllowed:
        messages.error(request, _("You may look at tickets but not change them."))
    else:
        return redirect("bulk:job", made.pk)
    return redirect("bulk:job", found.pk)
