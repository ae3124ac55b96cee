"""To whom a mail may go: never to ourselves, to outsiders not let in, or to addresses that bounce."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ponte.channels.email.identity import own_among
from ponte.customers.models import Identity, IdentityKind
from ponte.lib.mail.addresses import normalise
from ponte.tickets.models import Participant, Ticket

_unsafe = re.compile(r"[\x00-\x20\x7f<>,;]")


@dataclass(frozen=True)
class Recipients:
    """Who gets it, and who does not and why (codes of `tickets.delivery_reasons.refusal_words`)."""

    to: list[str]
    cc: list[str]
    dropped: dict[str, str] = field(default_factory=dict)

    @property
    def everybody(self) -> list[str]:
        """The envelope."""
        return [*self.to, *self.cc]


def choose(ticket: Ticket | None, to: Sequence[str], cc: Sequence[str] = ()) -> Recipients:
    """Sort out who may be written to. Each address once; when nobody is left in To, the CCs move up."""
    refusals = check(ticket, [*to, *cc])
    seen: set[str] = set()
    kept = [list(_usable(line, refusals, seen)) for line in (to, cc)]
    first, second = kept if kept[0] else (kept[1], [])
    return Recipients(first, second, refusals)


def check(ticket: Ticket | None, addresses: Iterable[str]) -> dict[str, str]:
    """The addresses that cannot be written to, each with its reason's code; three queries at most."""
    asked = {address: normalise(address).lower() for address in addresses}
    refusals = {address: "invalid" for address, form in asked.items() if not form or _unsafe.search(form)}
    refusals |= dict.fromkeys(own_among(asked.keys() - refusals.keys()), "own")
    rest = {address: form for address, form in asked.items() if address not in refusals}
    bounced = set(
        Identity.objects.filter(
            kind=IdentityKind.EMAIL, value__in=rest.values(), bounced_at__isnull=False
        ).values_list("value", flat=True)
    )
    outsiders: set[str] = set()
    if ticket is not None:
        outsiders = set(
            Participant.objects.filter(ticket=ticket, is_confirmed=False).values_list("address", flat=True)
        )
    for address, form in rest.items():
        if form in bounced:
            refusals[address] = "bounced"
        elif form in outsiders:
            refusals[address] = "unconfirmed"
    return refusals


def _usable(line: Sequence[str], refusals: dict[str, str], seen: set[str]) -> Iterable[str]:
    for address in line:
        form = normalise(address)
        if address not in refusals and form.lower() not in seen:
            seen.add(form.lower())
            yield form
