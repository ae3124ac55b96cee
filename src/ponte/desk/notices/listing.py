"""One person's notices as the page shows them, by day, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils import timezone

from ponte.channels.notices import wording
from ponte.channels.notices.models import Notice
from ponte.desk.administration.paging import Page, page_of
from ponte.team.models import Agent

SIZE = 40


@dataclass(frozen=True)
class Day:
    """What was told on one day."""

    day: date
    told: list[wording.Told]


def page(agent: Agent, asked: QueryDict) -> tuple[Page[Notice], list[Day]]:
    """A page of all, or (`unread=1`) of those not seen yet."""
    rows = Notice.objects.shown_to(agent).filter(in_app=True).select_related("ticket")
    if asked.get("unread"):
        rows = rows.unread()
    found = page_of(rows, asked, keep=["unread"], size=SIZE)
    days: list[Day] = []
    for told in wording.tell(found.rows):
        day = timezone.localtime(told.notice.at).date()
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        days[-1].told.append(told)
    return found, days
