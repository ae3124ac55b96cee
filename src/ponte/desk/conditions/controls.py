"""How the value of a line is given: the kind of control, and what it offers."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ponte.desk.conditions.drafts import ON_A_DATE, Line
from ponte.team.models import Agent
from ponte.tickets.conditions import fields
from ponte.tickets.conditions.fields import Field
from ponte.tickets.conditions.kinds.base import Choices
from ponte.tickets.conditions.operators import Takes

FEW = 7  # up to so many are shown as they are; more are searched
OFFERED = 12


@dataclass(frozen=True)
class Control:
    """`kind`: nothing, chips, pick, one, period, span, number, date or text. `found`: what a search offers."""

    kind: str
    label: str = ""
    operators: Choices = field(default_factory=list)
    operator: str = ""
    offered: Choices = field(default_factory=list)
    found: Choices = field(default_factory=list)
    is_free: bool = False


def of(line: Line, *, has_reader: bool = True, reader: Agent | None = None) -> Control:
    """The control of one line. `has_reader` False: nothing that speaks of the current agent is offered."""
    known, operator = line.known, line.chosen
    if known is None or operator is None:
        return Control("nothing")
    operators = [(each.key, str(each.label)) for each in known.kind.operators_of(known)]

    def told(kind: str, offered: Choices = (), found: Choices = (), free: bool = False) -> Control:  # type: ignore[assignment]
        return Control(kind, str(known.label), operators, operator.key, list(offered), list(found), free)

    match operator.takes:
        case Takes.NOTHING:
            return told("nothing")
        case Takes.SPAN:
            units = [("m", _("minutes")), ("h", _("hours")), ("d", _("days")), ("w", _("weeks"))]
            return told("span", units)
        case Takes.PERIOD:
            return told("period", [*(known.kind.choices() or []), (ON_A_DATE, _("On the day"))])
        case Takes.ONE:
            return told("one", known.kind.choices() or [])
        case Takes.MANY:
            if is_short(known):
                offered = _for_all(known, has_reader)
                return told("chips", [*offered, *_named(known, line.values, but=dict(offered))])
            found = find(known, line.find, has_reader=has_reader, reader=reader) if line.find else []
            chosen = _named(known, line.values)
            return told("pick", chosen, [pair for pair in found if pair[0] not in dict(chosen)], is_free(known))
    return told({Takes.NUMBER: "number", Takes.DATE: "date"}.get(operator.takes, "text"))


def is_free(known: Field) -> bool:
    """Whether words of one's own may be given, beside those that are found."""
    return known.kind.name == "tags" or not (known.kind.is_chosen or known.kind.searches)


def is_short(known: Field) -> bool:
    """Whether all that can be chosen is shown at once."""
    if known.kind.searches or is_free(known):
        return False
    return len(known.kind.choices() or ()) <= FEW


def find(known: Field, text: str, *, has_reader: bool = True, reader: Agent | None = None) -> Choices:
    """What fits the words of a search, the best first; the first of all for no words."""
    text = "".join(letter for letter in text if letter != "\x00" and not "\ud800" <= letter <= "\udfff")
    found = known.kind.find(text.strip()[:200], reader, OFFERED)
    return found if has_reader else [pair for pair in found if pair[0] != _own(known)]


def sections() -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields under their titles."""
    titles = {key: str(words) for key, words in fields.sections().items()}
    found: dict[str, list[tuple[str, str]]] = {key: [] for key in titles}
    for each in fields.all_fields():
        found.setdefault(each.section, []).append((each.key, str(each.label)))
    return [(titles.get(key, key), pairs) for key, pairs in found.items() if pairs]


def _for_all(known: Field, has_reader: bool) -> Choices:
    offered = known.kind.choices() or []
    return offered if has_reader else [pair for pair in offered if pair[0] != _own(known)]


def _own(known: Field) -> str:
    """The word for what belongs to the current agent, "" where there is none."""
    own = getattr(known.kind, "own", None)
    return str(own[0]) if own else ""


def _named(known: Field, values: list[str], but: dict[str, str] | None = None) -> Choices:
    """The chosen values with their names; without those of `but`."""
    left = [value for value in dict.fromkeys(values) if value.strip() and value not in (but or {})]
    return list(zip(left, known.kind.names(left), strict=True))
