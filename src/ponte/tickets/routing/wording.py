"""The router's reasons in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ponte.events.naming import Names
from ponte.tickets.routing.deciding import Refusal


def why(words: Iterable[str], skills: Mapping[int, str]) -> str:
    """What spoke for somebody: "speaks Ukrainian, the least loaded". `skills`: names by id."""
    return ", ".join(_spoke(*word.partition(":")[::2], skills) for word in words if word)


def _spoke(word: str, value: str, skills: Mapping[int, str]) -> str:
    if word == "language":
        return _("speaks %(language)s") % {"language": Names().of("language", value)}
    if word == "skill":
        return _("knows %(skill)s") % {"skill": skills.get(int(value), value)}
    plain = {
        "last": _("helped this customer before"),
        "overflow": _("from another team"),
        "turn": _("it was their turn"),
        "load": _("the least loaded"),
    }
    return plain.get(word, word)


def reasons(said: str) -> str:
    """Why nobody could take it, from "full:3,away:1"."""
    found = []
    for part in said.split(","):
        code, _colon, number = part.partition(":")
        found.append(_how_many(code, int(number)) if number.isdigit() else part)
    return ", ".join(found)


def _how_many(code: str, number: int) -> str:
    told = {
        Refusal.CLOSED: ngettext("%(n)s has no account any more", "%(n)s have no account any more", number),
        Refusal.TEAM: ngettext("%(n)s is not in the team", "%(n)s are not in the team", number),
        Refusal.TRIED: ngettext("%(n)s had it before", "%(n)s had it before", number),
        Refusal.OFF: ngettext("%(n)s is off shift", "%(n)s are off shift", number),
        Refusal.AWAY: ngettext("%(n)s is away", "%(n)s are away", number),
        Refusal.BUSY: ngettext("%(n)s is busy", "%(n)s are busy", number),
        Refusal.NOTHING: ngettext("%(n)s takes no such work", "%(n)s take no such work", number),
        Refusal.FULL: ngettext("%(n)s holds as much as they may", "%(n)s hold as much as they may", number),
        Refusal.LANGUAGE: ngettext("%(n)s does not speak the language", "%(n)s do not speak the language", number),
        Refusal.SKILL: ngettext("%(n)s lacks a skill", "%(n)s lack a skill", number),
    }
    words = next((text for refusal, text in told.items() if refusal == code), "%(n)s")
    return words % {"n": number}


def refused(code: str, load: int, most: int, skill: str = "") -> str:
    """Why one person did not get it."""
    told = {
        Refusal.CLOSED: _("has no account any more"),
        Refusal.TEAM: _("is not in the team"),
        Refusal.TRIED: _("had it before"),
        Refusal.OFF: _("is off shift"),
        Refusal.AWAY: _("is away"),
        Refusal.BUSY: _("is busy"),
        Refusal.NOTHING: _("takes no such work"),
        Refusal.FULL: _("holds as much as they may: %(load)s of %(most)s") % {"load": load, "most": most},
        Refusal.LANGUAGE: _("does not speak the language"),
        Refusal.SKILL: _("lacks the skill %(skill)s") % {"skill": skill},
    }
    return next((text for refusal, text in told.items() if refusal == code), code)
