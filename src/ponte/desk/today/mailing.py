"""The day as the daily digest says it."""

from __future__ import annotations

from datetime import datetime

from ponte.channels.notices.letters import absolute
from ponte.channels.notices.page_of_mail import Item, Part
from ponte.desk.today import gathering
from ponte.desk.today.line import Line
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.ui import moments

MOST = 10  # lines of a heading; the page has the rest


def agenda(agent: Agent, at: datetime) -> list[Part]:
    """What needs this person, in their language and time zone."""
    return [
        Part(section.title, [_item(line) for line in section.lines[:MOST]]) for section in gathering.gather(agent, at)
    ]


def _when(moment: datetime) -> str:
    return moments.ahead(moment) if moment > clock.now() else moments.when(moment)


def _item(line: Line) -> Item:
    when = "" if line.moment is None else _when(line.moment)
    about = f"#{line.ticket.pk} {line.ticket.subject}".strip()
    return Item(str(line.step), about, absolute(line.href), when, line.tone == "negative")
