"""Escalating many along one path, with one card."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ponte.team.models import Agent
from ponte.tickets.bulk.actions import register
from ponte.tickets.escalating import escalating, returning
from ponte.tickets.escalating.models import Escalation, Path
from ponte.tickets.models import Ticket


def written(path: Path, *, reason: str, tried: str, needed: str, answers: Mapping[str, str]) -> str:
    """The value of such a job."""
    return json.dumps(
        {"path": path.pk, "reason": reason, "tried": tried, "needed": needed, "answers": dict(answers)},
        ensure_ascii=False,
    )


def path_of(value: str) -> Path | None:
    """The path that a value names, if it is still there."""
    return Path.objects.filter(pk=_read(value)["path"]).first()


def _read(value: str) -> dict[str, Any]:
    """What `written` wrote.

    Raises:
        ValueError: it is something else.
    """
    try:
        given = json.loads(value)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    texts = ("reason", "tried", "needed")
    if not (
        isinstance(given, dict)
        and isinstance(given.get("path"), int)
        and all(isinstance(given.get(name), str) for name in texts)
        and isinstance(given.get("answers"), dict)
        and all(isinstance(each, str) for each in given["answers"].values())
    ):
        raise ValueError(value)
    return given


def _asked(ticket: Ticket, value: str, by: Agent) -> str:
    """`value` where this person has asked along that path and waits, else ""."""
    rows = Escalation.objects.filter(ticket=ticket, asked_by=by).unfinished()
    return value if value and rows.filter(path=_read(value)["path"]).exists() else ""


def _escalate(value: str, by: Agent) -> Callable[[Ticket], object]:
    if not value:
        return lambda ticket: returning.withdraw(Escalation.objects.unfinished().get(ticket=ticket), by=by)
    given = _read(value)
    path = Path.objects.filter(pk=given["path"], is_active=True).first()
    if path is None:
        raise ValueError(value)
    said = {name: given[name] for name in ("reason", "tried", "needed")}
    return lambda ticket: escalating.escalate(ticket, path, by=by, answers=given["answers"], **said)


register("escalate", _asked, _escalate)
