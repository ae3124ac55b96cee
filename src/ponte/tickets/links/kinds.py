"""The links' events."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register
from ponte.tickets.links.roles import Role

_LINKED = {
    Role.RELATED: _("%(actor)s linked it with %(other)s"),
    Role.DUPLICATE_OF: _("%(actor)s marked it as a duplicate of %(other)s"),
    Role.DUPLICATE: _("%(actor)s marked %(other)s as a duplicate of it"),
    Role.PARENT: _("%(actor)s made it a part of %(other)s"),
    Role.PART: _("%(actor)s made %(other)s a part of it"),
    Role.PROBLEM: _("%(actor)s made it an incident of %(other)s"),
    Role.INCIDENT: _("%(actor)s made %(other)s an incident of it"),
    Role.SPLIT_FROM: _("%(actor)s split it from %(other)s"),
    Role.SPLIT_INTO: _("%(actor)s split %(other)s from it"),
}


def _linked(data: Mapping[str, Any]) -> Any:
    return _LINKED.get(data.get("role", ""), _LINKED[Role.RELATED])


register(
    Kind(
        "ticket.linked",
        _("%(actor)s linked it with %(other)s"),
        {"role": str, "other": int},
        variant=_linked,
        refers={"other": "ticket"},
    ),
    Kind(
        "ticket.unlinked",
        _("%(actor)s took away the link with %(other)s"),
        {"role": str, "other": int},
        refers={"other": "ticket"},
    ),
)
