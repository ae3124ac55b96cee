"""A page of findings, and how many there are of each reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.http import HttpRequest

from ponte.desk.remembering import Remembered
from ponte.team.models import Agent
from ponte.tickets.watching.models import Finding, FindingQuerySet, Reason

SIZE = 50
CAP = 1000
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_numbers: Remembered[int] = Remembered(fresh=10, usable=60)


@dataclass(frozen=True)
class Page:
    """The findings that wait longest; `after` is the place where the next page begins, "" at the end."""

    rows: list[Finding]
    after: str


def number(request: HttpRequest) -> int | str | None:
    """What stands beside the link."""
    agent = request.user
    if not isinstance(agent, Agent):
        return None
    found = _numbers.get(agent.pk, lambda: Finding.objects.visible_to(agent).shown()[:CAP].count())
    return f"{CAP - 1}+" if found == CAP else found


def seen(agent: Agent, team: int | None) -> FindingQuerySet:
    """The findings that this person may see, of one team where it is named."""
    rows = Finding.objects.visible_to(agent).shown()
    return rows.filter(ticket__team=team) if team else rows


def counts(agent: Agent, team: int | None) -> dict[str, int]:
    """How many of each reason."""
    rows = seen(agent, team).order_by().values_list("reason").annotate(Count("pk"))
    found = dict(rows)
    return {reason: found.get(reason, 0) for reason in Reason.values}


def page(agent: Agent, team: int | None, reason: str, after: str) -> Page:
    """Those of a reason ("" for all), the longest first; five queries at most, however many rows."""
    rows = seen(agent, team)
    if reason:
        rows = rows.filter(reason=reason)
    micros, _dot, pk = after.partition(".")
    if micros.isascii() and micros.isdigit() and pk.isascii() and pk.isdigit() and len(micros) < 18 and len(pk) < 18:
        moment = EPOCH + timedelta(microseconds=int(micros))
        rows = rows.filter(Q(since__gt=moment) | Q(since=moment, pk__gt=int(pk)))
    rows = rows.select_related("ticket__requester", "ticket__assignee", "ticket__team").order_by("since", "pk")
    found = list(rows[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    place = f"{(last.since - EPOCH) // timedelta(microseconds=1)}.{last.pk}" if last else ""
    return Page(found[:SIZE], place)
