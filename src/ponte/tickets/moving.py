"""Messages change their ticket; what hangs on them elsewhere is told, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ponte.tickets.models import Message, Ticket

Follower = Callable[[Sequence[int], Ticket], None]
_followers: list[Follower] = []


def after_moving(follower: Follower) -> Follower:
    """Register what follows messages to their new ticket: it is given their ids and that ticket."""
    _followers.append(follower)
    return follower


def move(messages: Sequence[int], ticket: Ticket) -> None:
    """Put these messages on `ticket`. The caller holds both tickets and mends what they repeat of their messages."""
    Message.objects.filter(pk__in=messages).update(ticket=ticket)
    for follower in _followers:
        follower(messages, ticket)
