"""Filters in words: the choices that are offered, and the chips of what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ponte.desk.inbox.asking import Asked
from ponte.team.models import Agent, Team
from ponte.tickets.fields import coding
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import Brand, State, Tag
from ponte.tickets.narrowing import NOBODY
from ponte.tickets.queues import Queue
from ponte.tickets.states import Channel, Priority, StateType, TicketType
from ponte.ui.languages import language_name

Choices = list[tuple[str, str]]
STATEFUL = frozenset({Queue.ALL, Queue.FOLLOWING, Queue.PENDING, Queue.SNOOZED, Queue.SPAM, Queue.EVERYTHING})
OWNED = frozenset({Queue.MINE, Queue.UNASSIGNED})


@dataclass(frozen=True)
class Chip:
    """One chosen filter and the address without it."""

    words: str
    remove: str


def chips(asked: Asked) -> list[Chip]:
    """What narrows the list, each to be dropped alone."""
    named = titles()
    made = [
        Chip(f"{named[name]}: {value_words(name, value)}", asked.address(**{name: ""}))
        for name, value in asked.filters.items()
    ]
    if asked.text:
        made.append(Chip(f"“{asked.text}”", asked.address(q="")))
    return made


def offered(asked: Asked) -> list[tuple[str, str, Choices]]:
    """Every filter that makes sense in this queue: name, title, choices."""
    made = []
    for name, read in choices().items():
        if (name == "state" and asked.queue not in STATEFUL) or (name == "assignee" and asked.queue in OWNED):
            continue
        made.append((name, titles()[name], [("", _("Any")), *read()]))
    return made


def changes(agent: Agent) -> list[tuple[str, str, str, Choices]]:
    """What several tickets can be changed to: field, title, icon, choices."""
    read = choices()
    tags, brands = read["tag"](), read["brand"]()
    states = [(str(state.pk), state.name) for state in State.objects.filter(is_active=True)]
    return [
        ("assignee", _("Assign"), "user", read["assignee"]()),
        ("team", _("Move to team"), "users", read["team"]()),
        ("state", _("State"), "check-circle", states),
        ("priority", _("Priority"), "flag", read["priority"]()),
        ("type", _("Type"), "form", [(str(value), str(label)) for value, label in TicketType.choices]),
        ("tag", _("Tag"), "tag", tags),
        ("tag", _("Remove a tag"), "x", [(f"-{name}", name) for name, _words in tags]),
        *([("brand", _("Brand"), "globe", brands)] if len(brands) > 1 else []),
        *(("field", field.label, "form", coding.offered(field)) for field in coding.for_many()),
        ("macro", _("Macro"), "bolt", _macros(agent)),
    ]


def asking_changes() -> list[tuple[str, str, str]]:
    """Changes that ask for more on a page of their own: (change, words, icon)."""
    return [
        ("escalate:", _("Escalate"), "escalate"),
        ("link:", _("Link with another ticket"), "link"),
        ("merge:", _("Merge into another ticket"), "merge"),
    ]


def _macros(agent: Agent) -> Choices:
    rows = Macro.objects.active().visible_to(agent).order_by("-used_count", "name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:200]]


def single_changes() -> list[tuple[str, str, str]]:
    """Changes that need no choice: (change, words, icon)."""
    return [
        ("read:1", _("Mark as read"), "eye"),
        ("read:0", _("Mark as unread"), "mail"),
        ("follow:1", _("Follow"), "eye"),
        ("follow:0", _("Stop following"), "eye-off"),
        ("spam:1", _("Mark as spam"), "spam"),
        ("spam:0", _("Not spam"), "undo"),
    ]


def titles() -> dict[str, str]:
    """Each filter's name."""
    return {
        "state": _("State"),
        "priority": _("Priority"),
        "assignee": _("Assignee"),
        "team": _("Team"),
        "language": _("Language"),
        "channel": _("Channel"),
        "brand": _("Brand"),
        "tag": _("Tag"),
        "waiting": _("Waiting"),
    }


def value_words(name: str, value: str) -> str:
    """A filter's value as people say it."""
    if name == "tag":
        return value
    if name == "language":
        return language_name(value)
    return dict(choices()[name]()).get(value, value)


def choices() -> dict[str, Callable[[], Choices]]:
    """What each filter offers, read when asked."""
    return {
        "state": lambda: [(str(value), str(label)) for value, label in StateType.choices],
        "priority": lambda: [(str(value), str(label)) for value, label in reversed(Priority.choices)],
        "assignee": lambda: [(NOBODY, _("Nobody yet")), *_named(Agent.objects.filter(is_active=True))],
        "team": lambda: [(NOBODY, _("No team")), *_named(Team.objects.filter(is_active=True))],
        "language": _languages,
        "channel": lambda: [(str(value), str(label)) for value, label in Channel.choices],
        "waiting": lambda: [
            ("us", _("On us")),
            ("late", _("Late")),
            ("hour", _("Due within the hour")),
            ("due", _("With a deadline")),
        ],
        "brand": lambda: _named(Brand.objects.filter(is_active=True)),
        "tag": lambda: [(name, name) for name in Tag.objects.order_by("name").values_list("name", flat=True)[:500]],
    }


def _named(rows: object) -> Choices:
    pairs = [(str(pk), str(name)) for pk, name in rows.values_list("pk", "name")]  # type: ignore[attr-defined]
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def _languages() -> Choices:
    from django.conf import settings

    codes = [code for code, _name in settings.LANGUAGES]
    return sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1].casefold())
