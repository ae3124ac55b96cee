"""What Velora promises, and when its people work."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ponte.events.recording import SYSTEM
from ponte.team.schedules import arranging as schedules
from ponte.team.schedules.models import Schedule
from ponte.team.schedules.rules import Closure, Extra, Rules, Yearly
from ponte.tickets.models import Brand
from ponte.tickets.sla import arranging
from ponte.tickets.sla.arranging import Promise
from ponte.tickets.sla.models import Policy, Target
from ponte.tickets.states import Priority

AGO = timedelta(days=390)
HOUR = 3600


def promise(now: datetime, pro: Brand) -> None:
    """Write schedules and policies, in force for longer than the world's history."""
    at = now - AGO
    places = _schedules(at, now.year)
    conditions = {"field": "brand", "operator": "is", "value": [pro.pk]}
    premium = Promise(
        "Premium",
        {
            Target.FIRST: _by_priority(0.5, 1, 2, 4),
            Target.NEXT: _by_priority(1, 2, 4, 8),
            Target.RESOLUTION: _by_priority(8, 16, 24, 40),
        },
        conditions,
        (50, 75),
        places["Rome"],
    )
    kyiv = Promise(
        "Kyiv desk",
        {Target.FIRST: _by_priority(1, 2, 4, 8), Target.NEXT: _by_priority(1, 4, 8, 16)},
        {"field": "language", "operator": "is", "value": ["uk"]},
        (75,),
        places["Kyiv"],
    )
    standard = Policy.objects.get()
    replies = _by_priority(1, 4, 8, 24)
    whole = _by_priority(48, 96, 168, 336)
    usual = Promise("Standard", {Target.FIRST: replies, Target.NEXT: replies, Target.RESOLUTION: whole}, {}, (75,))
    arranging.change(standard, usual, by=SYSTEM, at=at)
    for each in (kyiv, premium):
        arranging.make(each, by=SYSTEM, at=at)


def _by_priority(urgent: float, high: float, normal: float, low: float) -> dict[int, int]:
    """Seconds from hours."""
    hours = {Priority.URGENT: urgent, Priority.HIGH: high, Priority.NORMAL: normal, Priority.LOW: low}
    return {int(priority): int(length * HOUR) for priority, length in hours.items()}


def _schedules(at: datetime, year: int) -> dict[str, Schedule]:
    office = (((540, 780), (840, 1080)),) * 5
    eve, feast = date(year, 12, 24), date(year, 12, 12)
    rules = {
        "Rome": Rules(
            "Europe/Rome",
            (*office, ((540, 780),), ()),
            "IT",
            "MI",
            closures=[Closure(eve, eve, 780, 1440, "Vigilia di Natale")],
            extra=[Extra(feast, 540, 1080, "Apertura di Natale")],
        ),
        "Lisbon": Rules("Europe/Lisbon", (*office, (), ()), "PT", holidays=[Yearly("06-13", "Santo António")]),
        "Kyiv": Rules(
            "Europe/Kyiv",
            (((600, 1140),),) * 5 + ((), ()),
            "UA",  # nothing is known of its holidays, so the company names its own
            holidays=[Yearly("01-01", "Новий рік"), Yearly("08-24", "День Незалежності")],
        ),
    }
    made = {name: schedules.make(f"{name} hours", each, by=SYSTEM, at=at) for name, each in rules.items()}
    schedules.make_usual(made["Rome"], by=SYSTEM, at=at)
    return made
