"""What the builder shows beside the form: the sentence, the count, and the first tickets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ponte.desk.inbox.words import orders
from ponte.desk.views.drafts import Draft, Line
from ponte.team import permissions
from ponte.team.models import Agent, Team
from ponte.tickets.conditions import fields, parsing, wording
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.operators import Takes
from ponte.tickets.conditions.tree import Node
from ponte.tickets.ordering import NEWEST
from ponte.tickets.queues import Queue
from ponte.tickets.saved_views import allowing, columns, contents, counting
from ponte.tickets.saved_views.columns import Column
from ponte.tickets.saved_views.limiting import TooSlow, at_most
from ponte.tickets.saved_views.models import Sharing
from ponte.tickets.saved_views.wanted import LANGUAGES, SORTS, Wanted
from ponte.ui.languages import language_name

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


def of(draft: Draft, given: Wanted, agent: Agent, *, tell: bool) -> Found:
    """Ask what the draft would find. `tell`: its faults stand at their lines already."""
    try:
        node = parsing.parse(draft.written(), checks_things=True)
    except InvalidConditions as error:
        if not tell:
            draft.put_faults([(fault.path, fault.message) for fault in error.faults if not _is_missing(fault.path)])
        return Found()
    except ValueError:
        return Found()
    found = Found(wording.sentence(node), head=columns.of(dict.fromkeys((*BASE, *given.columns))))
    number = counting.count_for(node, agent, cap=CAP, patience=PATIENCE)
    found.number, found.count = counting.shown(number, CAP), number or 0
    try:
        with at_most(PATIENCE):
            found.rows = _rows(node, agent, found.head)
    except TooSlow:
        found.is_slow = True
    found.is_slow = found.is_slow or number is None
    return found


def _is_missing(path: str) -> bool:
    """A value that nobody has given yet is no fault while people still choose."""
    return path.endswith(".value")


def _rows(node: Node, agent: Agent, head: list[Column]) -> list[tuple[int, list[str]]]:
    paths = dict.fromkeys(("id", *(path for column in head for path in column.paths)))
    page = NEWEST.apply(contents.tickets_that(node, agent)).values(*paths)[:FIRST]
    return [(row["id"], [column.text(row) for column in head]) for row in page]


def choices(agent: Agent, given: Wanted) -> dict[str, Any]:
    """What the form offers."""
    known = columns.known()
    chosen = [key for key in given.columns if key in known]
    manages = permissions.may(agent, "manage_views")
    led = None if manages else allowing.led_by(agent)
    teams = Team.objects.filter(is_active=True) if led is None else Team.objects.filter(pk__in=led)
    offered = [(str(team.pk), team.name) for team in sorted(teams, key=lambda team: team.name.casefold())]
    sharing = [(value, label) for value, label in Sharing.choices if _may_offer(value, manages, bool(offered))]
    return {
        "sections": sections(),
        "columns": [(key, str(known[key].label), True) for key in chosen]
        + [(key, str(column.label), False) for key, column in known.items() if key not in chosen],
        "sorts": [pair for pair in orders(Queue.ALL) if pair[0] in SORTS],
        "groupings": [
            ("", _("No groups")),
            *((each.key, str(each.label)) for each in fields.all_fields() if each.groups),
        ],
        "sharings": sharing,
        "teams": offered,
        "languages": [(code, language_name(code)) for code in LANGUAGES],
        "controls": controls,
    }


def _may_offer(sharing: str, manages: bool, leads: bool) -> bool:
    return sharing == Sharing.MINE or manages or (sharing == Sharing.TEAMS and leads)


def sections() -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields under their titles."""
    titles = {"ticket": _("Ticket"), "people": _("People"), "customer": _("Customer"), "time": _("Time")}
    found: dict[str, list[tuple[str, str]]] = {key: [] for key in titles}
    for each in fields.all_fields():
        found.setdefault(each.section, []).append((each.key, str(each.label)))
    return [(titles.get(key, key), pairs) for key, pairs in found.items() if pairs]


def controls(line: Line) -> dict[str, Any]:
    """How the value of a line is given: a control's kind, and what it offers."""
    known, operator = line.known, line.chosen
    if known is None or operator is None or operator.takes == Takes.NOTHING:
        return {"kind": "nothing", "operators": [], "operator": ""} if known is None else _told(line, "nothing", [])
    offered = known.kind.choices()
    if operator.takes == Takes.SPAN:
        units = [("m", _("minutes")), ("h", _("hours")), ("d", _("days")), ("w", _("weeks"))]
        return _told(line, "span", units)
    if operator.takes == Takes.PERIOD:
        kept = [(value, value) for value in line.values if value not in dict(offered or [])]
        return _told(line, "one", [*(offered or []), *kept])
    if operator.takes == Takes.ONE:
        return _told(line, "one", offered or [])
    if operator.takes == Takes.MANY and offered is not None:
        kept = [(value, value) for value in line.values if value not in dict(offered)]
        return _told(line, "tokens" if known.kind.name == "tags" else "many", [*offered, *kept])
    names = {Takes.NUMBER: "number", Takes.DATE: "date", Takes.MANY: "list"}
    return _told(line, names.get(operator.takes, "text"), [])


def _told(line: Line, kind: str, offered: list[tuple[str, str]]) -> dict[str, Any]:
    known, operator = line.known, line.chosen
    assert known is not None and operator is not None
    operators = [(each.key, str(each.label)) for each in known.kind.operators_of(known)]
    return {
        "kind": kind,
        "offered": offered,
        "operators": operators,
        "operator": operator.key,
        "label": str(known.label),
    }
