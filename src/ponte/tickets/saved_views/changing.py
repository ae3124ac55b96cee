"""Changing a view: each part that is another now is told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from ponte.events.recording import Actor, Entry, record_many
from ponte.lib import clock
from ponte.tickets.saved_views.allowing import require_change
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted, checked, of


class ChangedMeanwhile(Exception):
    """Somebody else changed it since it was seen."""


@transaction.atomic
def change(
    view: View, wanted: Wanted, *, by: Actor | str, at: datetime | None = None, seen: datetime | None = None
) -> View:
    """Make it what is wanted. `seen`: its `updated_at` when the person began; None asks nothing.

    Raises:
        ChangedMeanwhile: it is not as it was seen any more, and not what is wanted either; nothing was changed.
        ValidationError: by field.
        NotPermitted: `by` may not change this view, or not share it so.
    """
    held = View.objects.select_for_update().get(pk=view.pk)
    require_change(by, held)
    old, new = asdict(of(held)), asdict(checked(wanted, by=by))
    changed = [name for name, value in new.items() if value != old[name]]
    if not changed:
        return held
    if seen is not None and held.updated_at != seen:
        raise ChangedMeanwhile
    at = at or clock.now()
    for name in changed:
        if name == "teams":
            held.teams.set(new["teams"])
        else:
            setattr(held, name, list(new[name]) if name == "columns" else new[name])
    held.updated_at = at
    if held.owner_id is None and not isinstance(by, str):
        held.owner_id = getattr(by, "pk", None)
    held.save()
    record_many(
        Entry("view.changed", by, held.journal_name, at=at, data={"field": name, "old": old[name], "new": new[name]})
        for name in changed
    )
    return held
