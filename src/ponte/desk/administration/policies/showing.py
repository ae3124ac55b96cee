"""Policies as the list shows them: whom each is for, what it promises, and which rules a ticket."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ponte.desk.administration.policies.written import of_seconds
from ponte.desk.conditions import told
from ponte.lib import clock
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.matching import matches
from ponte.tickets.conditions.wording import sentence
from ponte.tickets.models import Ticket
from ponte.tickets.sla.models import Policy, PolicyVersion, Target
from ponte.tickets.sla.rulebook import understood
from ponte.tickets.states import Priority


@dataclass(frozen=True)
class Shown:
    """A policy in words. `rules`: None where nobody asked about a ticket."""

    policy: Policy
    version: PolicyVersion
    sentence: str
    is_understood: bool
    lengths: list[tuple[str, list[str]]]
    matches: bool = False


def every_policy() -> list[Policy]:
    """All in order, with what they say; one query."""
    return list(Policy.objects.filter(current__isnull=False).select_related("current__schedule"))


def show(policy: Policy, ticket: Ticket | None = None) -> Shown:
    """One of them; `ticket`: say whether it is for that one."""
    assert policy.current is not None
    version, node = policy.current, understood(policy.current)
    words = sentence(node) if node else _("Its conditions are no longer understood, so it rules nothing.")
    urgent_first = sorted(Priority, reverse=True)
    lengths = [
        (str(target.label), [of_seconds(version.seconds(target, one)) or "—" for one in urgent_first])
        for target in Target
        if any(version.seconds(target, one) for one in Priority)
    ]
    fits = ticket is not None and node is not None and matches(node, ticket, Context(at=clock.now()))
    return Shown(policy, version, words, node is not None, lengths, fits)


def conflict(policy: Policy) -> str:
    """Who changed it while somebody else had it open."""
    return told.meanwhile(policy.journal_name, "policy.changed")
