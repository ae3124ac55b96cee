"""The link in every mail that ends mails of its sort, with one click and without signing in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.core import signing
from django.db import transaction

from ponte.channels.notices import choosing, settling, ways
from ponte.channels.notices.sorts import Mail, Sort
from ponte.team.models import Agent

SALT = "ponte.notices.stopping"
DIGEST = "digest"


def token(agent: Agent, sort: str) -> str:
    """Names the person and the sort (or `DIGEST`); good for ever, for mail is read years later."""
    return signing.dumps([agent.pk, sort], salt=SALT)


def read(word: str) -> tuple[Agent, str] | None:
    """The person and the sort that a token names; None for one that is forged, or of somebody who left."""
    try:
        pk, sort = signing.loads(word, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    agent = Agent.objects.filter(pk=pk, is_active=True).first()
    return (agent, sort) if agent and (sort == DIGEST or sort in Sort.values) else None


@transaction.atomic
def stop(agent: Agent, sort: str, *, at: datetime | None = None) -> None:
    """Send this person no mail of this sort; of the digest, none at all."""
    now = ways.of([agent.pk])[agent.pk]
    if sort == DIGEST:
        chosen = {each: replace(how, mail=Mail.NEVER) for each, how in now.items() if how.mail == Mail.DIGEST}
        settling.settle({"agenda": False}, by=agent, at=at)
    else:
        chosen = {sort: replace(now[sort], mail=Mail.NEVER)}
    choosing.choose(chosen, by=agent, at=at)
