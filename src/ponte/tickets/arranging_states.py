"""The company's own states: their names, their order, which one a type means, and whether deadlines pause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ponte.events.recording import Actor, record
from ponte.lib import clock
from ponte.tickets.locking import require_writer
from ponte.tickets.models import State, Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.states import StateType

BATCH = 500
MOVABLE = ("names", "pauses_deadlines", "is_active")


@transaction.atomic
def make(
    kind: StateType,
    *,
    names: Mapping[str, str],
    pauses_deadlines: bool,
    by: Actor | str,
    at: datetime | None = None,
) -> State:
    """Add a state of a type, after its like.

    Raises:
        ValidationError: it has no name in any language.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    kept = _names(names)
    if not kept:
        raise ValidationError({"names": [_("Give it a name in at least one language.")]})
    last = State.objects.filter(type=kind).aggregate(last=Max("position"))["last"] or 0
    state = State.objects.create(type=kind, names=kept, pauses_deadlines=pauses_deadlines, position=last + 1)
    record("state.created", by=by, subject=f"state:{state.pk}", at=at, name=state.name)
    return state


@transaction.atomic
def change(state: State, *, by: Actor | str, at: datetime | None = None, **fields: Any) -> State:
    """Change names, pausing, or whether it is in use; deadlines of its tickets follow.

    Raises:
        ValidationError: the usual state of its type cannot go out of use.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    held = State.objects.select_for_update().get(pk=state.pk)
    if "names" in fields:
        fields["names"] = _names(fields["names"])
    if held.is_default and fields.get("is_active") is False:
        raise ValidationError({"is_active": [_("Make another state the usual one of this type first.")]})
    old = {name: getattr(held, name) for name in MOVABLE}
    for name, value in fields.items():
        if name not in MOVABLE:
            raise TypeError(f"a state's {name} is not changed here")
        setattr(held, name, value)
    held.save()
    for name in MOVABLE:
        _tell(held, name, old[name], getattr(held, name), by, at)
    if old["pauses_deadlines"] != held.pauses_deadlines:
        _move_deadlines(held, at or clock.now())
    return held


@transaction.atomic
def make_usual(state: State, *, by: Actor | str, at: datetime | None = None) -> None:
    """Let this be the state that its type means when none is named.

    Raises:
        ValidationError: it is out of use.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    like = list(State.objects.select_for_update().filter(type=state.type).order_by("pk"))
    held = next(one for one in like if one.pk == state.pk)
    if not held.is_active:
        raise ValidationError(_("A state that is out of use cannot be the usual one."))
    for one in like:
        if one.is_default and one.pk != held.pk:
            one.is_default = False
            one.save(update_fields=["is_default"])
    if not held.is_default:
        held.is_default = True
        held.save(update_fields=["is_default"])
        _tell(held, "is_default", False, True, by, at)


@transaction.atomic
def move(state: State, *, up: bool, by: Actor | str, at: datetime | None = None) -> None:
    """Swap it with the one before or after it of the same type; at the end nothing changes."""
    require_writer(by)
    like = list(State.objects.select_for_update().filter(type=state.type).order_by("position", "pk"))
    place = next(number for number, one in enumerate(like) if one.pk == state.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(like):
        return
    like[place], like[other] = like[other], like[place]
    for number, one in enumerate(like):
        if one.position != number:
            State.objects.filter(pk=one.pk).update(position=number)
    _tell(like[other], "position", place, other, by, at)


def _names(names: Mapping[str, str]) -> dict[str, str]:
    return {code: " ".join(text.split())[:40] for code, text in names.items() if text.strip()}


def _tell(state: State, field: str, old: Any, new: Any, by: Actor | str, at: datetime | None) -> None:
    if old != new:
        record("state.changed", by=by, subject=f"state:{state.pk}", at=at, field=field, old=old, new=new)


def _move_deadlines(state: State, at: datetime) -> None:
    """The clocks of its tickets stop, or run on."""
    after = 0
    while True:
        rows = Ticket.objects.select_for_update(of=("self",)).filter(state_type=state.type, state=state, pk__gt=after)
        tickets = list(rows.unsolved().order_by("pk")[:BATCH])
        if not tickets:
            return
        keeping.work_out(tickets, at=at, states={state.pk: state}).write()
        Ticket.objects.bulk_update(tickets, ["due_at"], batch_size=BATCH)
        after = tickets[-1].pk
