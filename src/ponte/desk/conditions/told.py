"""What happened to a thing while somebody had its form open."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ponte.events.models import Event
from ponte.events.naming import Names
from ponte.ui import moments


def meanwhile(subject: str, kind: str) -> str:
    """Who changed `subject` last, and when; `kind`: of the event that tells it."""
    last = Event.objects.filter(subject=subject, kind=kind).order_by("-id").first()
    if last is None:
        return _("This was changed while you had it open. What you typed is kept.")
    sort, _colon, number = last.actor.partition(":")
    name = Names().of(sort, int(number)) if sort == "agent" and number.isdigit() else _("Somebody")
    return _("%(name)s changed this at %(time)s, while you had it open. What you typed is kept.") % {
        "name": name,
        "time": moments.clock_time(last.at),
    }
