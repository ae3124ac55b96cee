"""What the builder shows beside the form: the sentence, the count, and the first tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ponte.team.models import Agent
from ponte.tickets.conditions import wording
from ponte.tickets.conditions.tree import Node
from ponte.tickets.ordering import NEWEST
from ponte.tickets.saved_views import columns, contents, counting
from ponte.tickets.saved_views.columns import Column
from ponte.tickets.saved_views.limiting import TooSlow, at_most

FIRST = 5  # rows of the preview
CAP = 1000
PATIENCE = 400  # milliseconds for the count, and for the preview
BASE = ("number", "subject", "requester")


@dataclass
class Found:
    """`number` "" and no rows where the conditions are not whole yet, or are too slow to ask."""

    sentence: str = ""
    number: str = ""
    count: int = 0
    is_slow: bool = False
    head: list[Column] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def of(node: Node, agent: Agent, shown: Sequence[str] = ()) -> Found:
    """What this person would find. `shown`: columns beside the usual ones."""
    found = Found(wording.sentence(node), head=columns.of(dict.fromkeys((*BASE, *shown))))
    number = counting.count_for(node, agent, cap=CAP, patience=PATIENCE)
    found.number, found.count = counting.shown(number, CAP), number or 0
    try:
        with at_most(PATIENCE):
            found.rows = _rows(node, agent, found.head)
    except TooSlow:
        found.is_slow = True
    found.is_slow = found.is_slow or number is None
    return found


def _rows(node: Node, agent: Agent, head: list[Column]) -> list[tuple[int, list[str]]]:
    found = columns.with_columns(NEWEST.apply(contents.tickets_that(node, agent)), head)
    page = found.values(*dict.fromkeys(("id", *columns.paths_of(head))))[:FIRST]
    return [(row["id"], [column.text(row) for column in head]) for row in page]
