"""The events of policies and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register

CLOCK = {"target": str, "started": str}
PROMISE = {"policy": int, "version": int, "priority": int, "seconds": int, "due": str}
NAMED = {"target": "sla_target"}


def _late(data: Mapping[str, Any]) -> Any:
    return _("%(target)s: done, but late") if data.get("late") else _("%(target)s: done in time")


register(
    Kind(
        "sla.clock_started",
        _("%(target)s: the clock started by the policy %(policy)s"),
        {**CLOCK, **PROMISE, "paused": bool},
        refers={**NAMED, "policy": "policy"},
    ),
    Kind("sla.clock_paused", _("%(target)s: the clock pauses"), CLOCK, refers=NAMED),
    Kind("sla.clock_resumed", _("%(target)s: the clock runs on"), {**CLOCK, "since": str, "due": str}, refers=NAMED),
    Kind("sla.clock_met", _("%(target)s: done in time"), {**CLOCK, "late": int}, refers=NAMED, variant=_late),
    Kind("sla.clock_cancelled", _("%(target)s: the clock was cancelled"), {**CLOCK, "kept": bool}, refers=NAMED),
    Kind(
        "sla.clock_warned",
        _("%(target)s: %(percent)s %% of the time is used"),
        {**CLOCK, "percent": int, "due": str},
        refers={**NAMED, "percent": "count"},
    ),
    Kind("sla.clock_breached", _("%(target)s: the deadline was missed"), {**CLOCK, "due": str}, refers=NAMED),
    Kind(
        "sla.target_changed",
        _("%(target)s: another deadline by the policy %(policy)s"),
        {**CLOCK, **PROMISE, "warned": int, "breached": str},
        refers={**NAMED, "policy": "policy"},
    ),
    Kind("policy.created", _("%(actor)s made the policy %(name)s"), {"name": str, "version": int}),
    Kind(
        "policy.changed",
        _("%(actor)s changed the policy %(subject)s: %(field)s"),
        {"field": str, "old": (str, int, bool), "new": (str, int, bool)},
        refers={"field": "policy_field"},
    ),
    Kind(
        "policy.applied",
        _("%(actor)s put running deadlines under the policies as they are now: %(changed)s tickets changed"),
        {"changed": int, "seen": int},
        refers={"changed": "count", "seen": "count"},
    ),
)
