"""The events of escalations; what was tried, needed and answered stays in its own table."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register


def _escalated(data: Mapping[str, Any]) -> Any:
    if data.get("agent"):
        return _("%(actor)s escalated it to %(agent)s")
    return _("%(actor)s escalated it to the team %(team)s")


register(
    Kind(
        "ticket.escalated",
        _("%(actor)s escalated it to the team %(team)s"),
        {"escalation": int, "path": int, "direction": str, "team": int, "agent": int, "from_team": int, "owner": int},
        refers={"team": "team", "from_team": "team", "agent": "agent", "owner": "agent", "path": "escalation_path"},
        variant=_escalated,
    ),
    Kind("ticket.escalation_taken", _("%(actor)s took the escalation"), {"escalation": int}),
    Kind(
        "ticket.escalation_returned",
        _("%(actor)s returned the escalation with an answer"),
        {"escalation": int, "team": int, "owner": int},
        refers={"team": "team", "owner": "agent"},
    ),
    Kind("ticket.escalation_withdrawn", _("%(actor)s took the escalation back"), {"escalation": int}),
    Kind("escalation_path.created", _("%(actor)s made the escalation path %(name)s"), {"name": str}),
    Kind("escalation_path.changed", _("%(actor)s changed the escalation path %(name)s"), {"name": str}),
    Kind(
        "team.standing_changed",
        _("%(actor)s changed the standing of the team %(subject)s"),
        {"old": str, "new": str},
    ),
)
