"""The reader's views, under the queues in the rail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ponte.search.statements import Statement, number
from ponte.team.models import Agent
from ponte.tickets.saved_views.models import Sharing, Standing, View
from ponte.ui import navigation
from ponte.ui.navigation import Item

MOST = 30  # the page of all views has the rest
FEW = 8  # so many stand under one title
PINNED, VIEWS = "views-pinned", "views"
OTHERS = {Sharing.MINE: "views-mine", Sharing.TEAMS: "views-teams", Sharing.EVERYONE: "views-everyone"}
_USABLE: Statement[View] = Statement(
    lambda: (
        View.objects.usable_by(someone := Agent(pk=number("agent")))
        .with_habits(someone)
        .filter(Q(standing=None) | ~Q(standing=Standing.HIDDEN))[:MOST]
    )
)


def views_of(request: HttpRequest, agent: Agent) -> list[View]:
    """The first of this person's views, read once a request."""
    known: list[View] | None = getattr(request, "_views", None)
    if known is None:
        known = _USABLE.rows(agent=agent.pk) if agent.is_active else []
        request._views = known  # type: ignore[attr-defined]
    return known


def section_of(view: View, many: bool) -> str:
    """Under which title it stands."""
    if getattr(view, "standing", None) == Standing.PINNED:
        return PINNED
    return OTHERS[Sharing(view.sharing)] if many else VIEWS


def items_of(section: str) -> Callable[[HttpRequest], Iterator[Item]]:
    """The links under one title."""

    def items(request: HttpRequest) -> Iterator[Item]:
        reader = getattr(request, "user", None)
        if not isinstance(reader, Agent):
            return
        known = views_of(request, reader)
        for view in known:
            if section_of(view, len(known) > FEW) == section:
                yield _link(section, view.pk, view.title)

    return items


def register() -> None:
    """Put the titles into the rail, after the queues."""
    titles = {
        PINNED: _("Pinned views"),
        VIEWS: _("Views"),
        "views-mine": _("My views"),
        "views-teams": _("My teams' views"),
        "views-everyone": _("Everybody's views"),
    }
    for place, (key, label) in enumerate(titles.items()):
        navigation.register_section(key, label, order=11 + place, folds=True)
        navigation.register_source(key, items_of(key))


@lru_cache(maxsize=4096)
def _link(section: str, view: int, title: str) -> Item:
    """The link of a view. Its number comes when the page stands, so it is empty here."""
    address = f"/inbox/views/{view}"
    return Item(section, f"inbox.view-{view}", title, "list", "", count=lambda request: "", address=address)
