"""The events of changes on many tickets; each ticket tells of its own change besides."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register


def _started(data: Mapping[str, Any]) -> Any:
    if data.get("undoes"):
        return _("%(actor)s began to put %(total)s tickets back")
    return _("%(actor)s began to change %(total)s tickets")


register(
    Kind(
        "bulk.started",
        _("%(actor)s began to change %(total)s tickets"),
        {"what": str, "value": str, "total": int, "undoes": int},
        variant=_started,
        refers={"total": "count"},
        webhooks=False,
    ),
    Kind(
        "bulk.finished",
        _("%(subject)s is done: %(done)s changed, %(skipped)s left, %(failed)s failed"),
        {"done": int, "skipped": int, "failed": int},
        refers={"done": "count", "skipped": "count", "failed": "count"},
        webhooks=False,
    ),
    Kind("bulk.cancelled", _("%(actor)s stopped %(subject)s"), webhooks=False),
)
