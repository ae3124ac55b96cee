"""An agent answers by mail: it becomes an internal note with a flag.

Anybody can write an agent's address into From, so such a mail never reaches the customer by itself.
"""

from __future__ import annotations

from ponte.channels.email.arriving import Arrival
from ponte.channels.email.entering import incoming
from ponte.channels.email.judging import Verdict
from ponte.channels.email.outcomes import Outcome
from ponte.tickets.noting_by_mail import note_by_mail


def note_from_colleague(arrival: Arrival, verdict: Verdict) -> Outcome:
    """Add the mail as a flagged note of the agent that it says it is from."""
    assert verdict.ticket is not None and verdict.agent is not None
    message = note_by_mail(verdict.ticket, verdict.agent, incoming(arrival))
    return Outcome(arrival, verdict.disposition, verdict.reason, verdict.detail, verdict.ticket.pk, message.pk)
