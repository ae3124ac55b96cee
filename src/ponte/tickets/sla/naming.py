"""What the journal calls policies and targets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names
from ponte.tickets.sla.models import Policy, Target


@names("policy")
def _policies(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Policy.objects.filter(pk__in=ids).values_list("pk", "current__name"))


@names("sla_target")
def _targets(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Target.choices)


@names("policy_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    words = {
        "name": _("the name"),
        "conditions": _("which tickets it is for"),
        "targets": _("the targets"),
        "warn_at": _("the warnings"),
        "schedule": _("the hours that count"),
        "is_active": _("whether it is in use"),
        "position": _("its place"),
    }
    return {key: ", ".join(words.get(part, part) for part in str(key).split(", ")) for key in keys}
