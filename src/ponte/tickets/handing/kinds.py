"""The events of drafts that change hands."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register


def _passed(data: Mapping[str, Any]) -> Any:
    if data.get("actor") == f"agent:{data.get('new')}":
        return _("%(actor)s took over a draft of %(old)s")
    return _("%(actor)s handed a draft to %(new)s")


register(
    Kind(
        "ticket.draft_passed",
        _("%(actor)s handed a draft to %(new)s"),
        {"old": int, "new": int},
        variant=_passed,
        refers={"old": "agent", "new": "agent"},
        webhooks=False,
    ),
    Kind("ticket.draft_opened", _("%(actor)s opened a draft to the team"), webhooks=False),
)
