"""Jobs: mail to colleagues. Each makes its link when it runs, so that no link lies in the queue."""

from __future__ import annotations

from procrastinate.contrib.django import app

from ponte.desk.account import mailing


@app.task(name="account.send_invitation", retry=8)
def send_invitation(invitation_id: int) -> None:
    mailing.send_invitation(invitation_id)


@app.task(name="account.send_password_reset", retry=3)
def send_password_reset(agent_id: int, language: str) -> None:
    mailing.send_password_reset(agent_id, language)
