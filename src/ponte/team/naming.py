"""What the journal calls people and teams."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.team.models import Agent, Availability, Role, Team


@names("agent")
def _agents(ids: Collection[Any]) -> dict[Any, str]:
    rows = Agent.objects.filter(pk__in=ids).values_list("pk", "name", "email")
    return {pk: name or email for pk, name, email in rows}


@names("team")
def _teams(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Team.objects.filter(pk__in=ids).values_list("pk", "name"))


@names("role")
def _roles(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Role.choices)


@names("availability")
def _availabilities(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Availability.choices)


@names("agent_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "role": _("the role"),
        "name": _("the name"),
        "email": _("the address"),
        "locale": _("the interface language"),
        "languages": _("the languages"),
        "time_zone": _("the time zone"),
        "theme": _("the theme"),
        "signature": _("the signature"),
        "is_active": _("the account"),
    }


def thing_of_field(data: Mapping[str, Any]) -> str:
    """Which names the old and new value of a changed field have."""
    return {"role": "role", "locale": "language"}.get(str(data.get("field")), "")
