"""What a macro does, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.rows import Rows


def titles() -> dict[str, str]:
    """What actions act on."""
    return {
        "assignee": _("Assignee"),
        "team": _("Team"),
        "priority": _("Priority"),
        "type": _("Type"),
        "brand": _("Brand"),
        "tag": _("Tag"),
        "field": _("Field"),
        "follow": _("Follow"),
        "state": _("State"),
    }


def of_action(rows: Rows, what: str, value: str) -> str:
    """One action, short: "Priority: High", "+ warranty", "− waiting"."""
    if what == "tag":
        return f"− {value[1:]}" if value.startswith("-") else f"+ {value}"
    if what == "follow":
        return _("Follow the ticket") if value == "1" else _("Stop following the ticket")
    words = rows.words(what, value)
    if what == "field":
        return words
    return f"{titles()[what]}: {words}"


def of_macros(macros: Iterable[Macro]) -> dict[int, list[str]]:
    """The actions of each, with the same few queries for any number of macros."""
    given: Sequence[Macro] = list(macros)
    rows = Rows((what, value) for macro in given for what, value in macro.actions)
    return {macro.pk: [of_action(rows, what, value) for what, value in macro.actions] for macro in given}


def broken(macros: Iterable[Macro]) -> set[int]:
    """Those that name something which is gone."""
    given = list(macros)
    rows = Rows((what, value) for macro in given for what, value in macro.actions)
    return {macro.pk for macro in given if not all(rows.is_there(what, value) for what, value in macro.actions)}
