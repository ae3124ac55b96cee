"""/jobs: a change on thousands of tickets, with progress, cancel, results and undo."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from ponte.api import paging
from ponte.api.access import Call
from ponte.api.answering import give
from ponte.api.operations import JSON, operation
from ponte.api.problems import Wrong, conflict, invalid, not_found, wrong
from ponte.api.schemas.jobs import ItemQuery, ItemsOut, JobIn, JobOut, JobsOut
from ponte.api.schemas.words import Id, PageQuery
from ponte.api.tickets.listing import in_view
from ponte.team import permissions
from ponte.team.models import Agent
from ponte.team.tokens.scopes import Scope
from ponte.tickets.bulk import cancelling, starting, undoing
from ponte.tickets.bulk.errors import NothingChosen, NotUndoable, TooMany
from ponte.tickets.bulk.models import Item, Job
from ponte.tickets.conditions import parsing
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.models import Ticket
from ponte.tickets.querysets import TicketQuerySet
from ponte.tickets.saved_views import contents

router = Router(tags=["Bulk"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE
PLAIN = ("what", "value", "status", "total", "done", "skipped", "failed", "created_at", "finished_at")


def seen_by(agent: Agent) -> QuerySet[Job]:
    """One's own; of everybody for those who see everything."""
    rows = Job.objects.select_related("agent")
    return rows if agent.sees_all else rows.filter(agent=agent)


def _job(row: Job) -> dict[str, Any]:
    return {
        "id": row.pk,
        "agent": {"id": row.agent_id, "name": row.agent.name},
        **{name: getattr(row, name) for name in PLAIN},
        "undoes": row.undoes_id,
        "may_undo": undoing.may_undo(row),
    }


def _found(request: Call, pk: int) -> Job:
    found = seen_by(request.agent).filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found


def _chosen(asked: JobIn, agent: Agent) -> TicketQuerySet:
    given = [name for name in ("conditions", "view", "tickets") if getattr(asked, name) is not None]
    if len(given) != 1:
        raise wrong(
            "conditions", _("Say which tickets: by conditions, by a view, or by their ids, one of the three.")
        )
    if asked.tickets is not None:
        return Ticket.objects.visible_to(agent).filter(pk__in=asked.tickets)
    if asked.view is not None:
        return in_view(asked.view, agent, "view", "body")
    try:
        node = parsing.parse(asked.conditions)
    except InvalidConditions as error:
        raise invalid(
            *(Wrong(f"conditions.{each.path}".rstrip("."), each.message) for each in error.faults)
        ) from None
    return contents.tickets_that(node, agent)


@operation(router, "GET", "/jobs", READ, gives=JobsOut)
def list_jobs(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List bulk jobs

    Newest first; those of everybody for who sees everything.
    """
    rows, following = paging.by_id(
        seen_by(request.agent).values("id"), "jobs", asked.cursor, asked.limit, newest_first=True
    )
    found = seen_by(request.agent).in_bulk([row["id"] for row in rows])
    return give(paging.page([_job(found[row["id"]]) for row in rows], following))


@operation(router, "POST", "/jobs", WRITE, gives=JobOut, status=201, takes=JSON)
def start_job(request: Call, asked: JobIn) -> HttpResponse:
    """Change all tickets that fit

    The tickets are chosen now; workers change them one by one, each as if by hand. Read the job to see how far it is.
    """
    permissions.require(request.agent, "write")
    try:
        made = starting.start(_chosen(asked, request.agent), asked.what, asked.value, by=request.agent)
    except NothingChosen:
        raise wrong("conditions", _("No ticket fits.")) from None
    except TooMany:
        raise wrong("conditions", _("More than %(most)s tickets fit.") % {"most": starting.MOST}) from None
    except ValueError:
        raise wrong("value", _("There is no such change, or no such value.")) from None
    return give(_job(made), 201, {"Location": f"{request.path}/{made.pk}"})


@operation(router, "GET", "/jobs/{job}", READ, gives=JobOut, refuses=(404,))
def read_job(request: Call, job: Path[Id]) -> HttpResponse:
    """Read how far a job is"""
    return give(_job(_found(request, job)))


@operation(router, "GET", "/jobs/{job}/results", READ, gives=ItemsOut, refuses=(404,))
def list_job_results(request: Call, job: Path[Id], asked: Query[ItemQuery]) -> HttpResponse:
    """List what became of each ticket"""
    rows = Item.objects.filter(job=_found(request, job))
    if asked.status:
        rows = rows.filter(status=asked.status)
    found, following = paging.by_id(
        rows.values("id", "ticket_id", "status", "reason", "old", "new"), "results", asked.cursor, asked.limit
    )
    return give(paging.page([{**row, "ticket": row.pop("ticket_id")} for row in found], following))


@operation(router, "PUT", "/jobs/{job}/cancellation", WRITE, gives=JobOut, refuses=(404,))
def cancel_job(request: Call, job: Path[Id]) -> HttpResponse:
    """Stop a job

    What it did stays, and can be undone.
    """
    found = _found(request, job)
    cancelling.cancel(found, by=request.agent)
    found.refresh_from_db()
    return give(_job(found))


@operation(router, "POST", "/jobs/{job}/undo", WRITE, gives=JobOut, status=201, refuses=(404,))
def undo_job(request: Call, job: Path[Id]) -> HttpResponse:
    """Put back what a job changed

    By another job, where nobody has changed it since.
    """
    found = _found(request, job)
    try:
        made = undoing.undo(found, by=request.agent)
    except NotUndoable:
        raise conflict("refused", _("This job cannot be undone")) from None
    return give(_job(made), 201, {"Location": f"/api/v1/jobs/{made.pk}"})
