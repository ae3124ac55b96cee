"""People who wrote from two addresses, until Giulia saw that they are one."""

from __future__ import annotations

from datetime import datetime, timedelta

from ponte.customers.models import Customer, Identity, IdentityKind
from ponte.demo import cast
from ponte.team.models import Agent
from ponte.tickets import merging_customers

# the address we know them by, the other one, its name, and how many days ago they became one
TWICE = (
    ("orla.byrne@mail.example", "obyrne@harbourhouse.example", "O. Byrne", 41),
    ("hannah.whitlock@mail.example", "h.whitlock@postbox.example", "Hannah W.", 6),
)


def merge(now: datetime) -> None:
    """Merge them as the desk does, each at its time."""
    giulia = Agent.objects.get(email=cast.BY_KEY["giulia"].email)
    for known, other, name, days in TWICE:
        kept = Customer.objects.get(identities__kind=IdentityKind.EMAIL, identities__value=known)
        at = now - timedelta(days=days, minutes=17)
        gone = Customer.objects.create(name=name, language=kept.language, created_at=at - timedelta(days=3))
        Identity.objects.create(customer=gone, value=other, is_primary=True, created_at=at - timedelta(days=3))
        merging_customers.merge(kept, gone, by=giulia, at=at)
