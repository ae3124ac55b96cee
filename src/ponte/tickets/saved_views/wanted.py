"""What somebody wants a view to be, checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ponte.events.recording import Actor
from ponte.team.models import Agent, Team
from ponte.tickets.conditions import fields, parsing, tree
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.selecting import only_unsolved
from ponte.tickets.saved_views import allowing, columns, sorting
from ponte.tickets.saved_views.models import Sharing, View

MOST_COLUMNS = 20
SORTS = ("due", "priority", "recent", "newest", "oldest")
ONLY_UNSOLVED = frozenset({"due", "priority"})  # orders that stand on the index of unsolved tickets
LANGUAGES = ("en", "it", "es", "uk", "pt-br")


@dataclass(frozen=True)
class Wanted:
    """`conditions`: as JSON. `teams`: ids, for sharing with teams. `names`: by language code."""

    name: str
    conditions: Any = None
    columns: tuple[str, ...] = ()
    sort: str = "due"
    group: str = ""
    sharing: str = Sharing.MINE
    teams: tuple[int, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    is_active: bool = True


def of(view: View) -> Wanted:
    """What a view is now."""
    return Wanted(
        name=view.name,
        conditions=view.conditions,
        columns=tuple(view.columns),
        sort=view.sort,
        group=view.group,
        sharing=view.sharing,
        teams=tuple(sorted(team.pk for team in view.teams.all())),
        names=dict(view.names),
        is_active=view.is_active,
    )


def checked(wanted: Wanted, *, by: Actor | str) -> Wanted:
    """The same, put in order.

    Raises:
        ValidationError: by field; `conditions` holds one error for each fault, with its path as the code.
    """
    faults: dict[str, list[ValidationError]] = {}

    def wrong(name: str, words: str, code: str = "") -> None:
        faults.setdefault(name, []).append(ValidationError(words, code=code))

    name = " ".join(wanted.name.replace("\x00", "").split())
    if not name:
        wrong("name", _("Give it a name."))
    elif len(name) > 80:
        wrong("name", _("This name is too long; 80 characters are allowed."))
    node: tree.Node = tree.EVERYTHING
    try:
        node = parsing.parse(wanted.conditions, checks_things=True)
    except InvalidConditions as error:
        for fault in error.faults:
            wrong("conditions", fault.message, fault.path)
    if wanted.sort not in SORTS and sorting.by(wanted.sort) is None:
        wrong("sort", _("Choose an order of the list."))
    elif wanted.sort in ONLY_UNSOLVED and "conditions" not in faults and not only_unsolved(node):
        wrong("sort", _("This order is for unsolved tickets alone. Ask for their state, or choose another order."))
    unknown = [key for key in wanted.columns if key not in columns.known()]
    if unknown:
        wrong("columns", _("There is no column %(name)s.") % {"name": unknown[0][:60]})
    if len(wanted.columns) > MOST_COLUMNS:
        wrong("columns", _("Choose at most %(most)s columns.") % {"most": MOST_COLUMNS})
    grouping = fields.get(wanted.group) if wanted.group else None
    if wanted.group and (grouping is None or not grouping.groups):
        wrong("group", _("A list cannot be put in groups by this."))
    _check_sharing(wanted, by, wrong)
    if faults:
        raise ValidationError(faults)
    return Wanted(
        name=name,
        conditions=tree.stored(node),
        columns=tuple(dict.fromkeys(wanted.columns)),
        sort=wanted.sort,
        group=wanted.group,
        sharing=wanted.sharing,
        teams=tuple(sorted(set(wanted.teams))) if wanted.sharing == Sharing.TEAMS else (),
        names={
            code: words.strip()[:80] for code, words in wanted.names.items() if code in LANGUAGES and words.strip()
        },
        is_active=wanted.is_active,
    )


def _check_sharing(wanted: Wanted, by: Actor | str, wrong: Any) -> None:
    if wanted.sharing not in set(Sharing):
        wrong("sharing", _("Say who sees it."))
    elif wanted.sharing == Sharing.TEAMS and not wanted.teams:
        wrong("teams", _("Choose at least one team."))
    elif wanted.teams and Team.objects.filter(pk__in=wanted.teams).count() != len(set(wanted.teams)):
        wrong("teams", _("One of these teams is there no more."))
    elif isinstance(by, Agent) and not allowing.may_share(by, wanted.sharing, wanted.teams):
        wrong("sharing", _("You may share views with the teams that you lead; ask a coordinator for more."))
