"""Organisations, and the domains whose people belong to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ponte.customers.errors import WrongAddress
from ponte.customers.finding import FREE_MAIL
from ponte.customers.models import Organisation
from ponte.events.recording import record
from ponte.team.models import Agent
from ponte.team.permissions import require

_domain = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$")


def domains_of(words: Sequence[str]) -> list[str]:
    """Domains as they are kept: lower case, no @, each once, sorted.

    Raises:
        WrongAddress: a word is no domain, or everybody's (a free mail provider).
    """
    found = set()
    for word in words:
        domain = word.strip().lower().rpartition("@")[2].rstrip(".")
        if not domain:
            continue
        if not _domain.match(domain) or domain in FREE_MAIL:
            raise WrongAddress(word)
        found.add(domain)
    return sorted(found)


@transaction.atomic
def create(
    name: str, *, domains: Sequence[str] = (), notes: str = "", by: Agent, at: datetime | None = None
) -> Organisation:
    """Make an organisation."""
    require(by, "write")
    made = Organisation.objects.create(name=name.strip()[:160], domains=domains_of(domains), notes=notes)
    record("organisation.created", by=by, subject=f"organisation:{made.pk}", at=at, name=made.name)
    return made


@transaction.atomic
def change(
    organisation: Organisation,
    *,
    name: str,
    domains: Sequence[str],
    notes: str,
    by: Agent,
    at: datetime | None = None,
) -> Organisation:
    """Change what differs; each field is an event."""
    require(by, "write")
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    given = {"name": name.strip()[:160], "domains": domains_of(domains), "notes": notes.strip()}
    for field, new in given.items():
        old = getattr(held, field)
        if old == new:
            continue
        setattr(held, field, new)
        secret = field == "notes"
        record(
            "organisation.changed",
            by=by,
            subject=f"organisation:{held.pk}",
            at=at,
            field=field,
            old=None if secret else old,
            new=None if secret else new,
        )
    held.save()
    return held
