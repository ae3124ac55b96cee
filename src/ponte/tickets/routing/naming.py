"""What the journal calls routes, and the reasons of the router in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.team.skills.models import Skill
from ponte.tickets.routing import wording
from ponte.tickets.routing.models import Requirement, Route


@names("route")
def _routes(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Route.objects.filter(pk__in=ids).values_list("pk", "name"))


@names("requirement")
def _requirements(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Requirement.objects.filter(pk__in=ids).values_list("pk", "skill__name"))


@names("router")
def _router(ids: Collection[Any]) -> dict[Any, str]:
    return {pk: _("the router") for pk in ids}


@names("route_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    words = {
        "name": _("the name"),
        "conditions": _("which tickets it is for"),
        "team": _("the team"),
        "way": _("who gets its tickets"),
        "match": _("what the language means"),
        "sticky_days": _("the customer's last agent"),
        "overflow": _("the overflow"),
        "silent_minutes": _("how long one may be silent"),
        "gone_minutes": _("how long one may be gone"),
        "schedule": _("the hours that count"),
        "is_active": _("whether it is in use"),
        "position": _("its place"),
        "counts_pending": _("pending ones"),
        "counts_on_hold": _("those on hold"),
    }
    return {key: ", ".join(words.get(part, part) for part in str(key).split(", ")) for key in keys}


@names("routing_why")
def _why(said: Collection[Any]) -> dict[Any, str]:
    skills = _skills(said)
    return {each: wording.why(str(each).split(","), skills) for each in said}


@names("routing_reasons")
def _reasons(said: Collection[Any]) -> dict[Any, str]:
    return {each: wording.reasons(str(each)) for each in said}


def _skills(said: Iterable[Any]) -> dict[int, str]:
    words = (word for each in said for word in str(each).split(","))
    ids = {int(word.partition(":")[2]) for word in words if word.startswith("skill:")}
    return dict(Skill.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
