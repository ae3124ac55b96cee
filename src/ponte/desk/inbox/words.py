"""Words of the inbox that depend on the reader's language, put together once a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.conditions.selecting import only_unsolved
from ponte.tickets.queues import Queue
from ponte.tickets.saved_views import sorting
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import ONLY_UNSOLVED
from ponte.tickets.states import StateType

STATE_KINDS = {
    StateType.NEW: "new",
    StateType.OPEN: "open",
    StateType.PENDING: "pending",
    StateType.ON_HOLD: "hold",
    StateType.SOLVED: "solved",
    StateType.CLOSED: "closed",
}
PRIORITY_KINDS = {1: "low", 2: "normal", 3: "high", 4: "urgent"}


@dataclass(frozen=True)
class Emptiness:
    """What an empty queue says: a picture, a title, and what it means."""

    icon: str
    title: str
    text: str


def title(queue: Queue) -> str:
    """The queue's name."""
    return {
        Queue.MINE: _("Mine"),
        Queue.TEAM: _("My teams"),
        Queue.UNASSIGNED: _("Unassigned"),
        Queue.FOLLOWING: _("Following"),
        Queue.ALL: _("All unsolved"),
        Queue.PENDING: _("Pending"),
        Queue.SNOOZED: _("Snoozed"),
        Queue.SOLVED: _("Solved"),
        Queue.CLOSED: _("Closed"),
        Queue.SPAM: _("Spam"),
        Queue.EVERYTHING: _("Everything"),
    }[queue]


def emptiness(queue: Queue) -> Emptiness:
    """The words of an empty queue."""
    icon, heading, text = {
        Queue.MINE: ("check", _("You have answered everything"), _("Take one from Unassigned, or help your team.")),
        Queue.TEAM: ("check", _("Your teams have answered everything"), _("New mail appears here by itself.")),
        Queue.UNASSIGNED: (
            "user",
            _("Every ticket has somebody"),
            _("New ones wait here until somebody takes them."),
        ),
        Queue.FOLLOWING: (
            "eye",
            _("You follow no open ticket"),
            _("Follow a ticket, or be mentioned, and it appears here."),
        ),
        Queue.ALL: ("check", _("Nothing is unsolved"), _("New mail appears here by itself.")),
        Queue.PENDING: (
            "clock",
            _("Nobody owes you an answer"),
            _("What waits for the customer or for others is here."),
        ),
        Queue.SNOOZED: (
            "snooze",
            _("Nothing is snoozed"),
            _("A snoozed ticket waits here and comes back at its moment, or when the customer writes."),
        ),
        Queue.SOLVED: ("check", _("Nothing is solved yet"), _("They open again when the customer writes.")),
        Queue.CLOSED: ("archive", _("Nothing is closed yet"), _("Closed is final; an answer opens a follow-up.")),
        Queue.SPAM: ("spam", _("No spam"), _("What you mark as spam is kept here.")),
        Queue.EVERYTHING: ("search", _("There are no tickets yet"), _("The first mail makes the first ticket.")),
    }[queue]
    return Emptiness(icon, heading, text)


def emptiness_of_view() -> Emptiness:
    """The words of an empty view."""
    return Emptiness("check", _("Nothing lies in this view"), _("What fits its conditions appears here by itself."))


def orders_of_view(view: View) -> list[tuple[str, str]]:
    """The orders that a view offers, its own first."""
    every = orders(Queue.ALL)
    try:
        unsolved = only_unsolved(view.tree)
    except InvalidConditions:
        unsolved = False
    offered = every if unsolved else [pair for pair in every if pair[0] not in ONLY_UNSOLVED]
    if sorting.by(view.sort):
        offered = [(view.sort, sorting.words(view.sort)), *offered]
    return sorted(offered, key=lambda pair: pair[0] != view.sort)


def orders(queue: Queue) -> list[tuple[str, str]]:
    """The orders a queue offers, its own first: (key, words)."""
    from ponte.tickets.queues import FINISHED

    usual = [
        ("due", _("Due first")),
        ("priority", _("Most urgent")),
        ("recent", _("Recently changed")),
        ("newest", pgettext("tickets", "Newest")),
        ("oldest", pgettext("tickets", "Oldest")),
    ]
    if queue in FINISHED:
        return [pair for pair in usual if pair[0] in ("recent", "newest")]
    if queue == Queue.SNOOZED:
        return [("waking", _("Back first")), *usual]
    if queue == Queue.PENDING:
        return [usual[2], *usual[:2], *usual[3:]]
    return usual
