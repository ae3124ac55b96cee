"""A merged ticket's escalations go with it, and with an open one the ticket that stays goes to whom it asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.recording import SYSTEM
from ponte.team.models import Agent, Team
from ponte.tickets import changing
from ponte.tickets.escalating.models import Escalation, State
from ponte.tickets.merges.carrying import Plan, carries
from ponte.tickets.models import Ticket


def _move(old: Ticket, new: Ticket, plan: Plan) -> dict[str, Any]:
    done: dict[str, Any] = {}
    mine, theirs = _open_of(old), _open_of(new)
    if mine is not None and theirs is not None:
        done["withdrawn"] = [mine.pk, mine.state]
        mine.state, mine.ended_by, mine.ended_at = State.WITHDRAWN, plan.by, plan.at
        mine.save(update_fields=["state", "ended_by", "ended_at"])
    elif mine is not None:
        done["home"] = [mine.pk, mine.from_team_id, mine.owner_id]
        Escalation.objects.filter(pk=mine.pk).update(from_team=new.team_id, owner=new.assignee_id)
    rows = list(Escalation.objects.filter(ticket=old).order_by("pk").values_list("pk", flat=True))
    Escalation.objects.filter(pk__in=rows).update(ticket=new)
    if mine is not None and theirs is None:
        done["before"] = [new.team_id, new.assignee_id]
        changing.move_to_team(new, old.team, by=plan.by, at=plan.at)
        changing.assign(new, old.assignee, by=plan.by, at=plan.at)
        done["after"] = [old.team_id, old.assignee_id]
    return {**done, "rows": rows} if rows else {}


def _back(old: Ticket, new: Ticket, kept: dict[str, Any]) -> None:
    if "withdrawn" in kept:
        pk, state = kept["withdrawn"]
        Escalation.objects.filter(pk=pk, ticket=new).update(ticket=old, state=state, ended_by=None, ended_at=None)
    if "home" in kept:
        pk, team, owner = kept["home"]
        Escalation.objects.unfinished().filter(pk=pk, ticket=new).update(from_team=team, owner=owner)
        _go_home(new, kept["before"], kept["after"])
    Escalation.objects.filter(pk__in=kept["rows"], ticket=new).update(ticket=old)


def _go_home(new: Ticket, before: list[int | None], after: list[int | None]) -> None:
    """Unless somebody moved it or gave it to another since."""
    if [new.team_id, new.assignee_id] != after:
        return
    team, assignee = before
    changing.move_to_team(new, Team.objects.filter(pk=team).first() if team else None, by=SYSTEM)
    owner = Agent.objects.filter(pk=assignee, is_active=True).first() if assignee else None
    changing.assign(new, owner, by=SYSTEM)


def _open_of(ticket: Ticket) -> Escalation | None:
    return Escalation.objects.filter(ticket=ticket).unfinished().first()


def _say(old: Ticket, new: Ticket) -> Iterator[str]:
    mine = _open_of(old)
    if mine is None:
        return
    if _open_of(new) is None:
        words = _("#%(old)s is escalated to %(goal)s: #%(new)s goes there too, and comes back to whoever has it now.")
    else:
        words = _("Both are escalated: that of #%(old)s to %(goal)s is taken back, that of #%(new)s goes on.")
    yield words % {"old": old.pk, "new": new.pk, "goal": mine.goal}


carries("escalations", _move, _back, _say)
