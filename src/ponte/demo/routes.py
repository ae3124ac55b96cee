"""How Velora gets tickets to its people: skills, limits, hours and routes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from ponte.demo.cast import APP, BATTERY, BIKES, ORDERS, PRODUCT
from ponte.events.models import Cursor, Event
from ponte.events.recording import SYSTEM
from ponte.team.models import Agent, Team
from ponte.team.schedules.models import Schedule
from ponte.team.skills import keeping, learning, limiting, shifting
from ponte.tickets.models import Brand
from ponte.tickets.routing import arranging, requiring
from ponte.tickets.routing.arranging import Plan
from ponte.tickets.routing.models import Router
from ponte.tickets.routing.ways import Match, Way

AGO = timedelta(days=42)  # when routing was switched on
KNOW = {
    "olena": {"Batteries and motors": 3, "Product safety": 2},
    "davide": {"Batteries and motors": 2},
    "mateo": {"Batteries and motors": 1, "Billing": 1},
    "taras": {"Batteries and motors": 2},
    "chiara": {"Billing": 1},
    "beatriz": {"Billing": 1},
    "product": {"Product safety": 3, "Batteries and motors": 3},
}
MOST = {"olena": {"mail": 8}, "mateo": {"mail": 12, "chat": 2}, "tom": {"mail": 25}}
KEEP = {"olena": "Kyiv hours", "taras": "Kyiv hours", "davide": "Rome hours", "chiara": "Rome hours"}


def lay(now: datetime, agents: dict[str, Agent], teams: dict[str, Team], brands: dict[str, Brand]) -> None:
    """Write it all, in force since `AGO`; tickets that are here already stay where they are."""
    at = now - AGO
    made = ("Batteries and motors", "Product safety", "Billing")
    skills = {name: keeping.make(name, has_levels=name != "Billing", by=SYSTEM, at=at) for name in made}
    for key, levels in KNOW.items():
        own = {skills[name].pk: level for name, level in levels.items()}
        learning.set_skills(agents[key], own, by=SYSTEM, at=at)
    limiting.set_limits({"mail": 0, "chat": 0, "social": 0, "phone": 0}, role="coordinator", by=SYSTEM, at=at)
    for key, limits in MOST.items():
        limiting.set_limits(limits, agent=agents[key], by=SYSTEM, at=at)
    for key, name in KEEP.items():
        shifting.set_shift(agents[key], Schedule.objects.get(name=name), by=SYSTEM, at=at)
    safety = {"field": "tags", "operator": "has_any", "value": ["safety"]}
    requiring.require_skill(skills["Product safety"], safety, level=2, by=SYSTEM, at=at)
    faults = {"field": "tags", "operator": "has_any", "value": ["battery", "motor", "rev-c"]}
    requiring.require_skill(skills["Batteries and motors"], faults, is_must=False, by=SYSTEM, at=at)
    for plan in reversed(_plans(teams, brands, Schedule.objects.get(is_default=True))):
        arranging.make(plan, by=SYSTEM, at=at)
    Router.objects.filter(pk=1).update(after=None)


def _plans(teams: dict[str, Team], brands: dict[str, Brand], office: Schedule) -> list[Plan]:
    """In the order in which they are asked."""
    return [
        Plan(
            "Product safety",
            {"field": "tags", "operator": "has_any", "value": ["safety"]},
            team=teams[PRODUCT],
            way=Way.SKILLS,
            match=Match.ANY,
            overflow=[(30, teams[BATTERY])],
            gone_minutes=15,
        ),
        Plan(
            "Velora Pro",
            {"field": "brand", "operator": "is", "value": [brands["pro"].pk]},
            team=teams[ORDERS],
            sticky_days=60,
            silent_minutes=60,
            gone_minutes=30,
            schedule=office,
        ),
        Plan(
            "Ukrainian",
            {"field": "language", "operator": "is", "value": ["uk"]},
            team=teams[BATTERY],
            match=Match.MUST,
            sticky_days=30,
            overflow=[(60, teams[APP])],
        ),
        Plan(
            "Presale, taken by hand",
            {"field": "tags", "operator": "has_any", "value": ["presale"]},
            team=teams[ORDERS],
            way=Way.MANUAL,
        ),
        Plan(
            "Everything else",
            sticky_days=14,
            overflow=[(120, teams[ORDERS]), (240, teams[BIKES])],
            silent_minutes=240,
            gone_minutes=60,
            schedule=office,
        ),
    ]


def settle() -> None:
    """The router begins after this history: it leaves the tickets of the demo world where they are."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        Cursor.objects.update_or_create(name="routing", defaults={"txid": cursor.fetchone()[0], "event_id": last})


