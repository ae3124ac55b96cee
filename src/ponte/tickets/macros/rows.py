"""The rows that actions name, fetched together: for many macros, four queries at most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from ponte.team.models import Agent, Team
from ponte.tickets.changing_many import NOBODY
from ponte.tickets.fields import coding
from ponte.tickets.macros.actions import ME, OF_ROWS
from ponte.tickets.models import Brand, State
from ponte.tickets.states import Priority, TicketType

MODELS: dict[str, Any] = {"assignee": Agent, "team": Team, "state": State, "brand": Brand}


class Rows:
    """What values mean. Made with every (what, value) that will be asked for."""

    def __init__(self, actions: Iterable[tuple[str, str]]) -> None:
        wanted: dict[str, set[int]] = {}
        for what, value in actions:
            if what in OF_ROWS and value.isdigit():
                wanted.setdefault(what, set()).add(int(value))
        self._found = {
            what: {str(row.pk): row for row in MODELS[what]._default_manager.filter(pk__in=ids)}
            for what, ids in wanted.items()
        }

    def is_there(self, what: str, value: str) -> bool:
        """Whether a ticket can be given this: its row exists and is in use."""
        if what == "field":
            return coding.is_lawful(value)
        if what not in OF_ROWS or value in (NOBODY, ME):
            return True
        row = self._found.get(what, {}).get(value)
        return row is not None and row.is_active

    def words(self, what: str, value: str) -> str:
        """The value as people read it."""
        if what in OF_ROWS:
            return self._of_row(what, value)
        if what == "priority":
            return str(Priority(int(value)).label)
        if what == "type":
            return str(TicketType(value).label)
        if what == "field":
            return coding.words(value)
        if what == "follow":
            return _("yes") if value == "1" else _("no")
        return value

    def _of_row(self, what: str, value: str) -> str:
        if value == NOBODY:
            return _("nobody") if what == "assignee" else _("no team")
        if value == ME:
            return _("whoever applies it")
        row = self._found.get(what, {}).get(value)
        if row is None:
            return _("something that is gone")
        return str(row.name)
