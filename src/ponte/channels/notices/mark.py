"""How far notices were made, whatever becomes of the consumer's cursor: a replay tells nobody anything twice.

It is a row beside the cursors, so that a restored backup on another server keeps it right (`events.renumbering`).
"""

from __future__ import annotations

from collections.abc import Sequence

from ponte.events.models import Cursor, Event
from ponte.lib import clock

NAME = "notices (told)"


def news(events: Sequence[Event]) -> list[Event]:
    """Those of `events` (in the journal's order) that were never told; marks them, in the reader's transaction."""
    mark, _ = Cursor.objects.select_for_update().get_or_create(name=NAME)
    fresh = [event for event in events if (event.txid, event.pk) > (mark.txid, mark.event_id)]
    if fresh:
        mark.txid, mark.event_id, mark.moved_at = fresh[-1].txid, fresh[-1].pk, clock.now()
        mark.handled += len(fresh)
        mark.save()
    return fresh


def settle() -> None:
    """Take everything that is in the journal now as told; for worlds that are made whole."""
    last = Event.objects.order_by("-txid", "-id").first()
    if last is not None:
        at = {"txid": last.txid, "event_id": last.pk, "moved_at": clock.now()}
        Cursor.objects.update_or_create(name=NAME, defaults=at)
