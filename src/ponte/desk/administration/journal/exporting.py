"""The journal to take along: CSV or JSON, all of what was asked for, sent as it is read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, StreamingHttpResponse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from ponte.desk.administration.journal.choosing import chosen
from ponte.desk.guarding import AgentRequest, requires
from ponte.events.models import Event
from ponte.events.telling import tell

BATCH = 1000
COLUMNS = ("id", "at", "kind", "actor", "actor_name", "subject", "ticket", "customer", "sentence", "data")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@requires("read_journal")
@require_safe
def export(request: AgentRequest, form: str) -> StreamingHttpResponse:
    """Everything the filters name, oldest first, without a cap; no transaction is held while it is sent."""
    events = chosen(request.GET, request.user)
    language = get_language() or "en"
    if form == "csv":
        lines, kind = _csv(events, language), "text/csv; charset=utf-8"
    elif form == "json":
        lines, kind = _json(events, language), "application/json"
    else:
        raise Http404
    response = StreamingHttpResponse(lines, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="ponte-journal.{form}"'
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _rows(events: QuerySet[Event], language: str) -> Iterator[dict[str, object]]:
    last = 0
    while batch := list(events.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        with override(language):  # the request's own language is gone by the time this runs
            told = tell(batch)
        for one in told:
            yield {
                "id": one.event.pk,
                "at": one.event.at.isoformat(timespec="seconds"),
                "kind": one.event.kind,
                "actor": one.event.actor,
                "actor_name": one.actor,
                "subject": one.event.subject,
                "ticket": one.event.ticket_id,
                "customer": one.event.customer_id,
                "sentence": one.text,
                "data": one.event.data,
            }


def _csv(events: QuerySet[Event], language: str) -> Iterator[str]:
    yield "\ufeff" + _line(COLUMNS)  # the mark tells spreadsheets that it is UTF-8
    for row in _rows(events, language):
        row["data"] = json.dumps(row["data"], ensure_ascii=False)
        yield _line([_harmless(row[name]) for name in COLUMNS])


def _json(events: QuerySet[Event], language: str) -> Iterator[str]:
    before = "[\n"
    for row in _rows(events, language):
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _harmless(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value


def _line(values: object) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(values)  # type: ignore[arg-type]
    return out.getvalue()
