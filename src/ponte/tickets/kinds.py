"""The tickets' events."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ponte.events.kinds import Kind, register
from ponte.tickets import delivery_reasons  # noqa: F401  (names the reasons)
from ponte.tickets.naming import thing_of_field

_value = (str, int, bool, list)


def _assigned(data: Mapping[str, Any]) -> Any:
    if data.get("new") is None:
        return _("%(actor)s took it off %(old)s")
    if data.get("actor") == f"agent:{data['new']}":
        return _("%(actor)s took it")
    if data.get("old") is None:
        return _("%(actor)s assigned it to %(new)s")
    return _("%(actor)s passed it from %(old)s to %(new)s")


def _moved(data: Mapping[str, Any]) -> Any:
    if data.get("new") is None:
        return _("%(actor)s took it out of the team %(old)s")
    return _("%(actor)s moved it to the team %(new)s")


def _changed(data: Mapping[str, Any]) -> Any:
    if data.get("field") == "is_spam":
        return _("%(actor)s marked it as spam") if data.get("new") else _("%(actor)s said it is no spam")
    if data.get("new") in (None, ""):
        return _("%(actor)s cleared %(field)s (it was %(old)s)")
    if data.get("old") in (None, ""):
        return _("%(actor)s set %(field)s to %(new)s")
    return _("%(actor)s changed %(field)s from %(old)s to %(new)s")


def _created(data: Mapping[str, Any]) -> Any:
    if data.get("follows_up"):
        return _("%(actor)s opened this ticket, following up on %(follows_up)s")
    return _("%(actor)s opened this ticket")


def _received(data: Mapping[str, Any]) -> Any:
    return _("%(actor)s wrote, from outside the thread") if data.get("flagged") else _("%(actor)s wrote")


def _reopened(data: Mapping[str, Any]) -> Any:
    if data.get("by_reply"):
        return _("%(actor)s reopened this ticket by replying")
    return _("%(actor)s reopened this ticket")


def _delivery(data: Mapping[str, Any]) -> Any:
    if data.get("detail"):
        return _("Delivery: %(status)s. %(detail)s")
    return _("Delivery: %(status)s")


def _participant(data: Mapping[str, Any]) -> Any:
    if data.get("confirmed") is False:
        return _("%(customer)s wrote to this ticket from outside")
    return _("%(actor)s put %(customer)s on the thread")


register(
    Kind(
        "ticket.created",
        _("%(actor)s opened this ticket"),
        {
            "channel": str,
            "brand": int,
            "team": int,
            "assignee": int,
            "priority": int,
            "language": str,
            "follows_up": int,
            "message": int,
        },
        variant=_created,
        refers={
            "channel": "channel",
            "brand": "brand",
            "team": "team",
            "assignee": "agent",
            "priority": "priority",
            "language": "language",
            "follows_up": "ticket",
        },
    ),
    Kind(
        "ticket.message_received",
        _("%(actor)s wrote"),
        {"message": int, "channel": str, "flagged": bool},
        variant=_received,
        refers={"channel": "channel"},
    ),
    Kind("ticket.replied", _("%(actor)s replied"), {"message": int, "channel": str}, refers={"channel": "channel"}),
    Kind("ticket.reply_withdrawn", _("%(actor)s took a reply back"), {"message": int}),
    Kind("ticket.noted", _("%(actor)s added a note"), {"message": int}),
    Kind(
        "ticket.mentioned",
        _("%(actor)s mentioned %(agent)s"),
        {"message": int, "agent": int},
        refers={"agent": "agent"},
    ),
    Kind(
        "ticket.state_changed",
        _("%(actor)s changed the state from %(old)s to %(new)s"),
        {"old": int, "new": int, "old_type": int, "new_type": int},
        refers={"old": "state", "new": "state"},
    ),
    Kind(
        "ticket.reopened",
        _("%(actor)s reopened this ticket"),
        {"old": int, "new": int, "by_reply": bool},
        variant=_reopened,
        refers={"old": "state", "new": "state"},
    ),
    Kind(
        "ticket.assigned",
        _("%(actor)s assigned it to %(new)s"),
        {"old": int, "new": int},
        variant=_assigned,
        refers={"old": "agent", "new": "agent"},
    ),
    Kind(
        "ticket.moved",
        _("%(actor)s moved it to the team %(new)s"),
        {"old": int, "new": int},
        variant=_moved,
        refers={"old": "team", "new": "team"},
    ),
    Kind(
        "ticket.changed",
        _("%(actor)s changed %(field)s from %(old)s to %(new)s"),
        {"field": str, "old": _value, "new": _value},
        variant=_changed,
        refers={"field": "ticket_field", "old": thing_of_field, "new": thing_of_field},
    ),
    Kind("ticket.tagged", _("%(actor)s added the tag %(tag)s"), {"tag": str}),
    Kind("ticket.untagged", _("%(actor)s took away the tag %(tag)s"), {"tag": str}),
    Kind(
        "ticket.participant_added",
        _("%(actor)s put %(customer)s on the thread"),
        {"customer": int, "confirmed": bool},
        variant=_participant,
        refers={"customer": "customer"},
    ),
    Kind(
        "ticket.participant_confirmed",
        _("%(actor)s let %(customer)s into the thread"),
        {"customer": int},
        refers={"customer": "customer"},
    ),
    Kind(
        "ticket.participant_removed",
        _("%(actor)s took %(customer)s off the thread"),
        {"customer": int},
        refers={"customer": "customer"},
    ),
    Kind("ticket.followed", _("%(actor)s follows this ticket"), {"agent": int}),
    Kind("ticket.unfollowed", _("%(actor)s no longer follows this ticket"), {"agent": int}),
    Kind(
        "ticket.delivery_changed",
        _("Delivery: %(status)s"),
        {"message": int, "status": str, "detail": str},
        variant=_delivery,
        refers={"status": "delivery", "detail": "delivery_reason"},
    ),
    Kind("brand.created", _("%(actor)s made the brand %(name)s"), {"name": str}),
    Kind(
        "brand.changed",
        _("%(actor)s changed %(field)s of the brand %(subject)s"),
        {"field": str, "old": object, "new": object},
        refers={"field": "brand_field"},
    ),
    Kind("state.created", _("%(actor)s made the state %(name)s"), {"name": str}),
    Kind(
        "state.changed",
        _("%(actor)s changed %(field)s of the state %(subject)s"),
        {"field": str, "old": object, "new": object},
        refers={"field": "state_field"},
    ),
    Kind("tag.created", _("%(actor)s made the tag %(name)s"), {"name": str}),
    Kind("tag.renamed", _("%(actor)s renamed the tag %(old)s to %(new)s"), {"old": str, "new": str}),
    Kind("tag.deleted", _("%(actor)s deleted the tag %(name)s"), {"name": str}),
)
