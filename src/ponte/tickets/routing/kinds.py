"""The events of routing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register


def _routed(data: Mapping[str, Any]) -> Any:
    if data.get("agent") is None:
        return _("Nobody could take it: %(reasons)s") if data.get("reasons") else _("Nobody is there to take it")
    if data.get("because") == "silent":
        return _("Passed from %(old)s, who stayed silent, to %(agent)s: %(why)s, %(load)s of %(most)s")
    if data.get("because") == "gone":
        return _("Passed from %(old)s, who is not here, to %(agent)s: %(why)s, %(load)s of %(most)s")
    return _("Assigned to %(agent)s: %(why)s, %(load)s of %(most)s")


register(
    Kind(
        "ticket.routed",
        _("Assigned to %(agent)s: %(why)s, %(load)s of %(most)s"),
        {
            "route": int,
            "agent": int,
            "team": int,
            "old": int,
            "because": str,
            "why": str,
            "load": int,
            "most": int,
            "reasons": str,
            "passed": list,
        },
        variant=_routed,
        refers={
            "route": "route",
            "agent": "agent",
            "team": "team",
            "old": "agent",
            "why": "routing_why",
            "reasons": "routing_reasons",
            "load": "count",
            "most": "count",
        },
    ),
    Kind("route.created", _("%(actor)s made the route %(name)s"), {"name": str}),
    Kind(
        "route.changed",
        _("%(actor)s changed the route %(subject)s: %(field)s"),
        {"field": str, "old": (int, bool), "new": (int, bool)},
        refers={"field": "route_field"},
    ),
    Kind(
        "requirement.set",
        _("%(actor)s said which tickets need the skill %(skill)s"),
        {"skill": int, "level": int, "must": bool},
        refers={"skill": "skill"},
    ),
    Kind(
        "requirement.removed",
        _("%(actor)s took back which tickets need the skill %(skill)s"),
        {"skill": int},
        refers={"skill": "skill"},
    ),
    Kind(
        "router.changed",
        _("%(actor)s changed which tickets weigh: %(field)s: %(new)s"),
        {"field": str, "old": bool, "new": bool},
        refers={"field": "route_field"},
    ),
)
