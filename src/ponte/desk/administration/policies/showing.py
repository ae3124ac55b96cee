"""Policies as the list shows them: whom each is for, what it promises, and which rules a ticket."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from ponte.desk.administration.policies.written import of_seconds
from ponte.desk.conditions import told
from ponte.lib import clock
from ponte.tickets.conditions.context import Context
from ponte.tickets.conditions.matching import matches
from ponte.tickets.conditions.tree import All
from ponte.tickets.conditions.wording import sentence
from ponte.tickets.models import Ticket
from ponte.tickets.sla.models import Clock, Policy, PolicyVersion, Target
from ponte.tickets.sla.rulebook import understood
from ponte.tickets.states import Priority


@dataclass(frozen=True)
class Shown:
    """A policy in words. Where somebody asked about a ticket: whether it fits, and if not what stands against it."""

    policy: Policy
    version: PolicyVersion
    sentence: str
    is_understood: bool
    lengths: list[tuple[str, list[str]]]
    matches: bool = False
    misses: tuple[str, ...] = ()


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
    context = Context(at=clock.now())
    fits = ticket is not None and node is not None and matches(node, ticket, context)
    misses: tuple[str, ...] = ()
    if ticket is not None and node is not None and not fits:
        parts = node.parts if isinstance(node, All) else (node,)
        misses = tuple(sentence(part) for part in parts if not matches(part, ticket, context))
    return Shown(policy, version, words, node is not None, lengths, fits, misses)


def is_behind() -> bool:
    """Whether running deadlines follow what a policy said before: then a renewal would change them."""
    running = Clock.objects.filter(version=OuterRef("pk"), ended_at=None)
    return PolicyVersion.objects.filter(Q(current_of=None) | Q(current_of__is_active=False), Exists(running)).exists()


def conflict(policy: Policy) -> str:
    """Who changed it while somebody else had it open."""
    return told.meanwhile(policy.journal_name, "policy.changed")
