"""What becomes of values when tickets are merged or split: the survivor keeps its own and takes what it lacks."""

from __future__ import annotations

from typing import Any

from ponte.tickets.fields import catalogue, reading
from ponte.tickets.fields.models import FieldValue
from ponte.tickets.fields.setting import write
from ponte.tickets.merges.carrying import Plan, carries
from ponte.tickets.merges.splitting import after_splitting
from ponte.tickets.models import Ticket


def _fill(old: Ticket, new: Ticket, plan: Plan | None = None) -> dict[str, Any]:
    """The merged ticket keeps what it held: a copy goes. Returns what the survivor took, as JSON."""
    found = catalogue.fresh()
    if not found.fields:
        return {}
    there, given = reading.held(new).values, reading.held(old)
    taken = {key: value for key, value in given.values.items() if key not in there}
    write(new, [(found.fields[key], value) for key, value in taken.items()])
    reading.forget(new)
    plain = given.plain()
    return {key: plain[key] for key in taken}


def _back(old: Ticket, new: Ticket, kept: dict[str, Any]) -> None:
    """What the survivor took goes, unless it has become something else since."""
    found = catalogue.fresh()
    now = reading.held(new).plain()
    same = [found.fields[key].pk for key, value in kept.items() if now.get(key) == value and key in found.fields]
    FieldValue.objects.filter(ticket=new, field__in=same).delete()
    reading.forget(new)


@after_splitting
def _copy(old: Ticket, new: Ticket) -> None:
    _fill(old, new)


carries("fields", _fill, _back)
