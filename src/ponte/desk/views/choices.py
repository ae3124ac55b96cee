"""What the form of a view offers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ponte.desk.inbox.words import orders
from ponte.team import permissions
from ponte.team.models import Agent, Team
from ponte.tickets.conditions import fields
from ponte.tickets.queues import Queue
from ponte.tickets.saved_views import allowing, columns, sorting
from ponte.tickets.saved_views.models import Sharing
from ponte.tickets.saved_views.wanted import LANGUAGES, SORTS, Wanted
from ponte.ui.languages import language_name


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
        "columns": [(key, str(known[key].label), True) for key in chosen]
        + [(key, str(column.label), False) for key, column in known.items() if key not in chosen],
        "sorts": [
            *(pair for pair in orders(Queue.ALL) if pair[0] in SORTS),
            (_("By a column"), [(key, sorting.words(key)) for key in _sortable()]),
        ],
        "groupings": [
            ("", _("No groups")),
            *((each.key, str(each.label)) for each in fields.all_fields() if each.groups),
        ],
        "sharings": sharing,
        "teams": offered,
        "languages": [(code, language_name(code)) for code in LANGUAGES],
    }


def _sortable() -> list[str]:
    ways = (sorting.UP, sorting.DOWN)
    return [f"{key}.{way}" for key, each in columns.known().items() if each.sort for way in ways]


def _may_offer(sharing: str, manages: bool, leads: bool) -> bool:
    return sharing == Sharing.MINE or manages or (sharing == Sharing.TEAMS and leads)
