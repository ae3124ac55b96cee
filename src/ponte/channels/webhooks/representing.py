"""What is told of an event. The words of the API belong to a room above, which registers them here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ponte.events.models import Event

Data = Mapping[str, Any]
Teller = Callable[[Sequence[Event], bool], Mapping[int, Data]]
_teller: Teller | None = None


def register(teller: Teller) -> None:
    """Let `teller(events, with_notes)` say what stands in `data` of each event, by its id."""
    global _teller
    _teller = teller


def tell(events: Sequence[Event], *, with_notes: bool) -> Mapping[int, Data]:
    """What stands in `data`; the bare event where nobody registered."""
    if _teller is not None:
        return _teller(events, with_notes)
    return {event.pk: {"event": {"id": event.pk, "kind": event.kind}} for event in events}
