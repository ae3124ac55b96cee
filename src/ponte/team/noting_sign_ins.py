"""Sign-ins, and attempts at them, in the journal. What was typed as an address or password never is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ponte.events.recording import SYSTEM, record
from ponte.team.models import Agent


@transaction.atomic
def succeeded(agent: Agent, method: str, *, ip: str = "", at: datetime | None = None) -> None:
    """Note that `agent` came in; `method` is a code of `naming`'s "sign_in_method"."""
    record("agent.signed_in", by=agent, subject=agent.journal_name, at=at, method=method, ip=ip)


@transaction.atomic
def failed(agent: Agent | None, method: str, *, ip: str = "", at: datetime | None = None) -> None:
    """Note an attempt that failed; `agent` None when nobody has the address that was tried."""
    subject = agent.journal_name if agent else "sign_in"
    record("agent.sign_in_failed", by=SYSTEM, subject=subject, at=at, method=method, ip=ip)
