"""A view as a file, sent while it is read."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ponte.desk.signed_in import agent_required
from ponte.team.models import Agent
from ponte.tickets.conditions import context
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.saved_views import csv_writing, excel_writing, exporting
from ponte.tickets.saved_views.columns import Value
from ponte.tickets.saved_views.models import View

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@agent_required
def export(request: HttpRequest, agent: Agent, view: int, format: str) -> HttpResponseBase:
    """Everything in it that this person may see."""
    found = get_object_or_404(View.objects.seen_by(agent), pk=view)
    if format not in TYPES:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse(content_type=TYPES[format])
    try:
        exporting.begin(found, format, by=agent)
    except InvalidConditions as error:
        words = "; ".join(fault.message for fault in error.faults)
        return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")
    head = [str(column.label) for column in exporting.columns_of(found)]
    batches = _in_language(exporting.batches(found, agent), translation.get_language() or "en")
    zone = context.of(agent).zone
    if format == "csv":
        pieces = csv_writing.write(head, batches, zone)
    else:
        pieces = excel_writing.write(found.title, head, batches, zone)
    response = StreamingHttpResponse(pieces, content_type=TYPES[format])
    name = content_disposition_header(True, f"{found.title}.{format}")
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["Cache-Control"] = "no-store"
    return response


def _in_language(batches: Iterator[list[list[Value]]], language: str) -> Iterator[list[list[Value]]]:
    """The rows are made when the request is over, and the reader's language with it."""
    while True:
        with translation.override(language):
            batch = next(batches, None)
        if batch is None:
            return
        yield batch
