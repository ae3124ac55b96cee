"""Deleting a view; its tickets stay as they are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import Actor, record
from ponte.tickets.saved_views.allowing import require_change
from ponte.tickets.saved_views.models import View


@transaction.atomic
def remove(view: View, *, by: Actor | str, at: datetime | None = None) -> None:
    """Forget it.

    Raises:
        NotPermitted: `by` may not change this view.
    """
    require_change(by, view)
    name, subject = view.name, view.journal_name
    view.delete()
    record("view.deleted", by=by, subject=subject, at=at, name=name)
