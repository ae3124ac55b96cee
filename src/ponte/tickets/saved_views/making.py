"""Making a view."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted, checked


@transaction.atomic
def make(wanted: Wanted, *, by: Actor | str, at: datetime | None = None) -> View:
    """A new view, at the end of the list; it belongs to whoever makes it.

    Raises:
        ValidationError: by field.
        NotPermitted: `by` may only look.
    """
    if isinstance(by, Agent) and not by.may_write:
        raise NotPermitted("write")
    kept = checked(wanted, by=by)
    last = View.objects.aggregate(last=Max("position"))["last"] or 0
    at = at or clock.now()
    view = View.objects.create(
        name=kept.name,
        names=kept.names,
        owner=by if isinstance(by, Agent) else None,
        sharing=kept.sharing,
        conditions=kept.conditions,
        columns=list(kept.columns),
        sort=kept.sort,
        group=kept.group,
        position=last + 1,
        is_active=kept.is_active,
        created_at=at,
        updated_at=at,
    )
    view.teams.set(kept.teams)
    record("view.created", by=by, subject=view.journal_name, at=at, name=view.name, sharing=view.sharing)
    return view
