"""Putting mail to colleagues into the queue; without an outgoing server there is nothing to put."""

from __future__ import annotations

from ponte.desk.account import mailing, tasks
from ponte.team.models import Agent, Invitation


def send_invitation(invitation: Invitation) -> bool:
    """Whether a mail with the link is on its way."""
    if mailing.can_send():
        tasks.send_invitation.defer(invitation_id=invitation.pk)
    return mailing.can_send()


def send_password_reset(agent: Agent, *, language: str) -> bool:
    """Whether a mail with a link for a new password is on its way."""
    if mailing.can_send():
        tasks.send_password_reset.defer(agent_id=agent.pk, language=language)
    return mailing.can_send()
