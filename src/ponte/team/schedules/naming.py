"""What the journal calls schedules and their parts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.team.schedules.models import Schedule


@names("schedule")
def _schedules(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Schedule.objects.filter(pk__in=ids).values_list("pk", "name"))


@names("schedule_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    words = {
        "name": _("the name"),
        "is_default": _("which is the usual one"),
        "is_active": _("whether it is in use"),
        "time_zone": _("the time zone"),
        "week": _("the week"),
        "country": _("the country"),
        "region": _("the region"),
        "holidays": _("the holidays"),
        "closures": _("the closures"),
        "extra": _("the extra hours"),
    }
    return {key: ", ".join(words.get(part, part) for part in str(key).split(", ")) for key in keys}
