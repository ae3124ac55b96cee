"""Which events a reader asks for, and may see."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from ponte.customers.models import Identity, IdentityKind
from ponte.desk.administration.days import span
from ponte.desk.administration.paging import words
from ponte.events.kinds import all_kinds
from ponte.events.models import Event
from ponte.events.recording import SYSTEM
from ponte.events.telling import sentence_of
from ponte.team.models import Agent

PARAMETERS = ("kind", "actor", "subject", "from", "to")
_place = re.compile(r"%\((\w+)\)s")
_ticket = re.compile(r"^#?(\d{1,18})$")


def chosen(asked: Mapping[str, str], reader: Agent) -> QuerySet[Event]:
    """The events that the parameters name, within what the reader may see."""
    events = visible_to(reader)
    kind = words(asked.get("kind"))
    if kind.endswith("."):
        events = events.filter(kind__startswith=kind)
    elif kind:
        events = events.filter(kind=kind)
    if actor := words(asked.get("actor")):
        events = events.filter(_by(actor))
    if subject := words(asked.get("subject")):
        events = events.filter(_about(subject))
    return events.filter(**span("at", asked.get("from"), asked.get("to")))


def visible_to(reader: Agent) -> QuerySet[Event]:
    """What concerns the security of accounts and raw mail is for administrators alone."""
    if reader.is_administrator:
        return Event.objects.all()
    return Event.objects.exclude(kind__in=[kind.name for kind in all_kinds() if kind.audience == "administrators"])


def kinds_for(reader: Agent) -> list[tuple[str, list[tuple[str, str]]]]:
    """Options for a select: rooms, with each kind as its sentence, names left out."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in all_kinds():
        if reader.is_administrator or kind.audience == "everyone":
            sentence = _place.sub("…", sentence_of(kind, {}))
            groups.setdefault(kind.name.partition(".")[0], []).append((kind.name, sentence))
    return sorted(groups.items())


def _by(actor: str) -> Q:
    """An agent by name or address, a customer by address, the system, or a word of the journal itself."""
    if actor.lower() in (SYSTEM, "ponte"):
        return Q(actor=SYSTEM)
    if ":" in actor:
        return Q(actor=actor)
    found = Agent.objects.filter(Q(name__icontains=actor) | Q(email__iexact=actor)).values_list("pk", flat=True)[:50]
    owners = Identity.objects.filter(kind=IdentityKind.EMAIL, value=actor.lower()).values_list(
        "customer_id", flat=True
    )
    return Q(actor__in=[*(f"agent:{pk}" for pk in found), *(f"customer:{pk}" for pk in owners)])


def _about(subject: str) -> Q:
    """A ticket by its number, a customer by address, or a word of the journal itself (`brand:2`)."""
    if number := _ticket.match(subject):
        return Q(ticket_id=int(number[1]))
    owners = list(
        Identity.objects.filter(kind=IdentityKind.EMAIL, value=subject.lower()).values_list("customer_id", flat=True)
    )
    return Q(customer_id__in=owners) if owners else Q(subject=subject)
