"""Asking somebody who knows more: the ticket goes along a path, its owner follows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ponte.events.recording import record
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets import changing, following, noting
from ponte.tickets.escalating import cards, paths
from ponte.tickets.escalating.errors import AlreadyEscalated, NotIncluded, NotThisPath
from ponte.tickets.escalating.models import Escalation, Path
from ponte.tickets.locking import hold_open, require_writer
from ponte.tickets.models import Ticket


@transaction.atomic
def escalate(
    ticket: Ticket,
    path: Path,
    *,
    reason: str,
    tried: str,
    needed: str,
    by: Agent,
    answers: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Escalation:
    """Send the ticket along `path`, with a card in its thread. Its owner (or `by`) follows it.

    Raises:
        AlreadyEscalated, ClosedTicket, NotAllowed, NotIncluded, NotThisPath: nothing was changed.
    """
    require_writer(by)
    at = at or clock.now()
    held = hold_open(ticket)
    if path not in paths.open_to(held):
        raise NotThisPath
    if Escalation.objects.filter(ticket=held).unfinished().exists():
        raise AlreadyEscalated
    given = {question: (answers or {}).get(question, "").strip()[:2000] for question in path.questions}
    said = {"reason": reason.strip()[:200], "tried": tried.strip()[:5000], "needed": needed.strip()[:5000]}
    if lacking := [name for name, text in {**said, **given}.items() if not text]:
        raise NotIncluded(lacking)
    owner = held.assignee
    note = noting.note(held, by=by, html=cards.asked(path.goal, **said, answers=given), at=at)
    made = Escalation.objects.create(
        ticket=held,
        path=path,
        direction=path.direction,
        from_team=held.team,
        to_team=path.to_team,
        to_agent=path.to_agent,
        owner=owner,
        asked_by=by,
        answers=given,
        asked_at=at,
        note=note,
        **said,
    )
    for follower in {by, owner or by}:
        following.follow(held, follower, by=by, at=at)
    record(
        "ticket.escalated",
        by=by,
        subject=held.journal_name,
        ticket=held.pk,
        at=at,
        escalation=made.pk,
        path=path.pk,
        direction=str(path.direction),
        team=path.to_team_id,
        agent=path.to_agent_id,
        from_team=held.team_id,
        owner=owner.pk if owner else None,
    )
    if path.to_team is not None:
        changing.move_to_team(held, path.to_team, by=by, at=at)
    changing.assign(held, path.to_agent, by=by, at=at)
    return made
