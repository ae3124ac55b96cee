"""Macros are made, changed, removed and brought back: one's own, a team's, or everybody's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.team import permissions
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.tickets.locking import require_writer
from ponte.tickets.macros.checking import check, tidy
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.querysets import SHARED, teams_led_by

FIELDS = ("name", "key", "audience", "texts", "goes_to", "actions")


@transaction.atomic
def add(macro: Macro, *, by: Agent, at: datetime | None = None) -> Macro:
    """Save a new macro, its texts cleaned.

    Raises:
        ValidationError: by field (a text's is `text_it` and the like); nothing was made.
        NotAllowed, NotPermitted: `by` may not make it for these people.
    """
    _require(by, macro)
    tidy(macro)
    check(macro)
    macro.save(force_insert=True)
    record("macro.created", by=by, subject=macro.journal_name, at=at, name=macro.name)
    return macro


@transaction.atomic
def change(macro: Macro, *, by: Agent, at: datetime | None = None) -> Macro:
    """Save what was changed on `macro`; one event for each field that became another. Raises as `add` does."""
    held = Macro.objects.select_for_update(of=("self",)).get(pk=macro.pk)
    _require(by, held)
    _require(by, macro)
    tidy(macro)
    check(macro)
    macro.save(update_fields=["name", "key", "owner", "team", "texts", "goes_to", "actions"])
    for field in FIELDS:
        if _value(held, field) != _value(macro, field):
            record("macro.changed", by=by, subject=macro.journal_name, at=at, name=macro.name, field=field)
    return macro


@transaction.atomic
def remove(macro: Macro, *, by: Agent, at: datetime | None = None) -> None:
    """Take it away from everybody; `restore` brings it back. Tickets stay as they are."""
    _require(by, macro)
    if Macro.objects.filter(pk=macro.pk, is_active=True).update(is_active=False) == 1:
        record("macro.removed", by=by, subject=macro.journal_name, at=at, name=macro.name)


@transaction.atomic
def restore(macro: Macro, *, by: Agent, at: datetime | None = None) -> None:
    """Bring a removed one back.

    Raises:
        ValidationError: another has taken its name or key since.
    """
    _require(by, macro)
    check(macro)
    if Macro.objects.filter(pk=macro.pk, is_active=False).update(is_active=True) == 1:
        record("macro.restored", by=by, subject=macro.journal_name, at=at, name=macro.name)


def _require(by: Agent, macro: Macro) -> None:
    require_writer(by)
    if macro.owner_id == by.pk or (permissions.may(by, SHARED) and macro.owner_id is None):
        return
    if macro.team_id is None or macro.team_id not in teams_led_by(by):
        raise NotPermitted(SHARED)


def _value(macro: Macro, field: str) -> object:
    return (macro.owner_id, macro.team_id) if field == "audience" else getattr(macro, field)
