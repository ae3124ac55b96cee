"""What a ticket's page says of its next steps."""

from __future__ import annotations

from dataclasses import dataclass

from ponte.desk.ticket.belongings import has
from ponte.lib import clock
from ponte.search.statements import Statement, number
from ponte.team.models import Agent
from ponte.tickets.following_up.models import FollowUp, Kind, Outcome
from ponte.tickets.models import NEVER, Ticket


@dataclass(frozen=True)
class Step:
    """One open follow-up. `is_over`: its moment came. `may_end`: the reader may tick it off."""

    row: FollowUp
    is_over: bool
    may_end: bool

    @property
    def is_until_reply(self) -> bool:
        """A snooze that no moment ends."""
        return self.row.due_at is None or self.row.due_at == NEVER

    @property
    def by_reply(self) -> bool:
        """It came back because the customer wrote."""
        return self.row.outcome == Outcome.REPLY


_open: Statement[FollowUp] = Statement(
    lambda: (
        FollowUp.objects.filter(ticket=number("ticket")).unfinished().select_related("agent").order_by("due_at", "pk")
    )
)


def may_follow_up(ticket: Ticket, agent: Agent) -> bool | None:
    """Whether the reader may set any; None leaves the button out."""
    return True if agent.may_write else None


def read(ticket: Ticket, agent: Agent) -> list[Step] | None:
    """The snooze, the promise and the reader's own reminders; None when there are none."""
    if not has(ticket, "follow-ups"):
        return None
    now = clock.now()
    steps = [
        Step(row, row.fired_at is not None or (row.due_at is not None and row.due_at <= now), agent.may_write)
        for row in _open.rows(ticket=ticket.pk)
        if row.kind != Kind.REMINDER or row.agent_id == agent.pk
    ]
    return steps or None
