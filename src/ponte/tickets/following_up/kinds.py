"""The events of follow-ups. `until` and `due` are moments in ISO form; the words of a note never enter."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register


def _snoozed(data: Mapping[str, Any]) -> Any:
    return _("%(actor)s snoozed it until %(until)s") if data.get("until") else _("%(actor)s snoozed it until a reply")


def _woken(data: Mapping[str, Any]) -> Any:
    return {
        "moment": _("It is back from snooze: its moment came"),
        "reply": _("It is back from snooze: %(actor)s wrote"),
    }.get(str(data.get("why")), _("%(actor)s ended the snooze"))


def _answered(data: Mapping[str, Any]) -> Any:
    if data.get("late"):
        return _("%(actor)s answered later than promised (%(due)s)")
    return _("%(actor)s kept the promise to answer by %(due)s")


register(
    Kind(
        "ticket.snoozed",
        _("%(actor)s snoozed it until %(until)s"),
        {"until": str},
        refers={"until": "follow_up_moment"},
        variant=_snoozed,
    ),
    Kind("ticket.woken", _("%(actor)s ended the snooze"), {"why": str}, variant=_woken),
    Kind(
        "ticket.reminder_set",
        _("%(actor)s set a reminder for %(agent)s: %(due)s"),
        {"agent": int, "due": str, "follow_up": int},
        refers={"agent": "agent", "due": "follow_up_moment"},
        webhooks=False,
    ),
    Kind(
        "ticket.reminder_due",
        _("Reminder for %(agent)s"),
        {"agent": int, "due": str, "follow_up": int},
        refers={"agent": "agent", "due": "follow_up_moment"},
        webhooks=False,
    ),
    Kind(
        "ticket.reminder_ended",
        _("%(actor)s ended a reminder: %(outcome)s"),
        {"agent": int, "outcome": str, "follow_up": int},
        refers={"agent": "agent", "outcome": "follow_up_outcome"},
        webhooks=False,
    ),
    Kind(
        "ticket.promised",
        _("%(actor)s promised the customer an answer by %(due)s"),
        {"due": str},
        refers={"due": "follow_up_moment"},
    ),
    Kind(
        "ticket.promise_kept",
        _("%(actor)s kept the promise to answer by %(due)s"),
        {"due": str, "late": bool},
        refers={"due": "follow_up_moment"},
        variant=_answered,
    ),
    Kind(
        "ticket.promise_broken",
        _("The promise to answer by %(due)s was broken"),
        {"due": str},
        refers={"due": "follow_up_moment"},
    ),
    Kind(
        "ticket.promise_withdrawn",
        _("%(actor)s took back the promise to answer by %(due)s"),
        {"due": str},
        refers={"due": "follow_up_moment"},
    ),
)
