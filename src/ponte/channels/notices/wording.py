"""A notice in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ponte.channels.notices.models import Notice
from ponte.channels.notices.sorts import Sort
from ponte.events.naming import Names
from ponte.lib import clock
from ponte.ui import moments

ICONS = {
    Sort.BREACHED: "flag",
    Sort.ESCALATED: "escalate",
    Sort.RETURNED: "reply",
    Sort.MENTIONED: "at",
    Sort.REMINDER: "bell",
    Sort.PROMISE: "calendar",
    Sort.DELIVERY: "bounce",
    Sort.ASSIGNED: "user",
    Sort.ROUTED: "rules",
    Sort.HANDED: "handoff",
    Sort.WARNED: "clock",
    Sort.CUSTOMER: "message",
    Sort.FOLLOWED: "eye",
    Sort.WOKEN: "snooze",
    Sort.ATTENTION: "alert",
    Sort.NEW: "inbox",
    Sort.JOB: "check-circle",
}
TONES = {Sort.BREACHED: "negative", Sort.DELIVERY: "negative", Sort.WARNED: "caution", Sort.ATTENTION: "caution"}


@dataclass(frozen=True)
class Told:
    """One notice as people read it. `about`: the ticket's subject, "" for what is about no ticket."""

    notice: Notice
    text: str
    about: str
    icon: str
    tone: str


def tell(notices: Iterable[Notice], names: Names | None = None) -> list[Told]:
    """Tell notices (fetched with their tickets) in the active language and time zone."""
    rows, names = list(notices), names or Names()
    for row in rows:
        for kind, value in _needs(row):
            names.need(kind, value)
    return [
        Told(row, sentence(row, names), row.ticket.subject if row.ticket else "", *_look(row))
        for row in rows
    ]


def _look(row: Notice) -> tuple[str, str]:
    return ICONS[Sort(row.sort)], TONES.get(Sort(row.sort), "")


def sentence(row: Notice, names: Names) -> str:
    """What happened, with the number of messages where several came."""
    words = _words(row, names)
    if row.messages < 2:
        return words
    more = ngettext("%(number)s new message", "%(number)s new messages", row.messages) % {"number": row.messages}
    return more if row.sort in (Sort.CUSTOMER, Sort.FOLLOWED) else f"{words} · {more}"


def _needs(row: Notice) -> Iterable[tuple[str, Any]]:
    kind, _colon, number = row.actor.partition(":")
    if number.isdigit():
        yield kind, int(number)
    for key, thing in (("target", "sla_target"), ("reason", "attention_reason"), ("team", "team")):
        if row.data.get(key) not in (None, ""):
            yield thing, row.data[key]


def _words(row: Notice, names: Names) -> str:
    data = row.data
    kind, _colon, number = row.actor.partition(":")
    who = names.of(kind, int(number)) if number.isdigit() else "Ponte"
    match Sort(row.sort):
        case Sort.BREACHED:
            return _("Deadline missed: %(target)s") % {"target": names.of("sla_target", data["target"])}
        case Sort.WARNED:
            target = names.of("sla_target", data["target"])
            return _("%(target)s: due %(due)s") % {"target": target, "due": _moment(data.get("due"))}
        case Sort.ESCALATED if data.get("team"):
            return _("%(who)s escalated it to %(team)s") % {"who": who, "team": names.of("team", data["team"])}
        case Sort.ESCALATED:
            return _("%(who)s escalated it to you") % {"who": who}
        case Sort.RETURNED:
            return _("%(who)s returned it with an answer") % {"who": who}
        case Sort.MENTIONED:
            return _("%(who)s mentioned you") % {"who": who}
        case Sort.REMINDER:
            return _("Your reminder is due")
        case Sort.PROMISE if data.get("kind") == "ticket.promise_broken":
            return _("The promise to answer by %(due)s was not kept") % {"due": _moment(data.get("due"))}
        case Sort.PROMISE:
            return _("You promised an answer by %(due)s") % {"due": _moment(data.get("due"))}
        case Sort.DELIVERY if data.get("kind") == "ticket.reply_held":
            return _("Your reply was held back")
        case Sort.DELIVERY:
            return _("Your reply was not delivered")
        case Sort.ASSIGNED:
            return _("%(who)s gave you this ticket") % {"who": who}
        case Sort.ROUTED:
            return _("This ticket was given to you automatically")
        case Sort.HANDED:
            return _("%(who)s handed you a draft") % {"who": who}
        case Sort.CUSTOMER:
            return _("%(who)s answered") % {"who": who}
        case Sort.FOLLOWED if data.get("kind") == "ticket.noted":
            return _("%(who)s added a note") % {"who": who}
        case Sort.FOLLOWED:
            return _("%(who)s wrote") % {"who": who}
        case Sort.WOKEN:
            return _("Back from snooze")
        case Sort.ATTENTION:
            return _("Needs attention: %(reason)s") % {"reason": names.of("attention_reason", data["reason"])}
        case Sort.NEW if data.get("kind") == "ticket.moved":
            return _("%(who)s moved it to your team") % {"who": who}
        case Sort.NEW:
            return _("New ticket from %(who)s") % {"who": who}
        case Sort.JOB:
            return _done(data)


def _done(data: dict[str, Any]) -> str:
    changed, left = data.get("done") or 0, (data.get("skipped") or 0) + (data.get("failed") or 0)
    words = ngettext("%(number)s ticket changed", "%(number)s tickets changed", changed) % {"number": changed}
    return f"{words}, " + _("%(number)s left as they were") % {"number": left} if left else words


def _moment(iso: str | None) -> str:
    """A moment in the reader's time zone, in few letters; a dash for none."""
    try:
        moment = datetime.fromisoformat(iso or "")
    except ValueError:
        return "—"
    return moments.ahead(moment) if moment > clock.now() else moments.when(moment)
