"""How often one address may get an automatic answer: loops and storms run dry here."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Q

from ponte.channels.email.models import Acknowledged

# (answers, minutes): more than so many within so long, and we fall silent
LIMITS = ((10, 10), (15, 30), (25, 60), (50, 180), (100, 600))


def has_room(address: str, at: datetime) -> bool:
    """Whether this address may get one more."""
    counts = {
        f"m{minutes}": Count("pk", filter=Q(at__gt=at - timedelta(minutes=minutes))) for _most, minutes in LIMITS
    }
    oldest = at - timedelta(minutes=LIMITS[-1][1])
    found = Acknowledged.objects.filter(address=address, at__gt=oldest).aggregate(**counts)
    return all(found[f"m{minutes}"] < most for most, minutes in LIMITS)


def use(address: str, at: datetime) -> None:
    """Count one."""
    Acknowledged.objects.create(address=address, at=at)


def forget_old(at: datetime) -> int:
    """Drop what no limit looks at any more; returns how many."""
    return Acknowledged.objects.filter(at__lt=at - timedelta(days=7)).delete()[0]
