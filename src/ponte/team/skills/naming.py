"""What the journal calls skills and kinds of work."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.team.skills.models import Skill
from ponte.team.skills.work import Work


@names("skill")
def _skills(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Skill.objects.filter(pk__in=ids).values_list("pk", "name"))


@names("work")
def _work(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Work.choices)


@names("skill_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "name": _("the name"),
        "has_levels": _("whether it has levels"),
        "is_active": _("whether it is in use"),
    }


@names("limits")
def _limits(codes: Collection[Any]) -> dict[Any, str]:
    return {"usual": _("the usual limits")}
