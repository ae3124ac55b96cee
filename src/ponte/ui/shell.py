"""What stands around every page: the rail, the tab bar and their menus.

They are half of the work of a page and nearly always the same, so what was drawn of the same links, numbers and
person is given again. Whoever may see which link is asked anew for each page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import jinja2
from django.http import HttpRequest
from markupsafe import Markup

from ponte.ui import navigation
from ponte.ui.navigation import TOP, Item, Section
from ponte.ui.phrases import language

T = TypeVar("T")
Groups = tuple[tuple[str, tuple[T, ...]], ...]  # by the key of their section
PLACE = "\ue001"  # in what is remembered, for the token of the page
PRESENCES = {"online": "here", "busy": "busy"}


class Person(NamedTuple):
    """The reader, as far as the shell shows them."""

    pk: int | None
    name: str
    email: str
    presence: str


class Link(NamedTuple):
    """A link with its number on this page."""

    item: Item
    number: int | str | None
    current: bool


@dataclass(frozen=True)
class Shell:
    """What stands before and after the room, with the place of the page's token."""

    before: str
    after: str

    def rail(self, token: object) -> Markup:
        """The rail and the menu of one's name."""
        return Markup(self.before.replace(PLACE, str(token)))  # noqa: S704 (our own templates)

    def tabs(self, token: object) -> Markup:
        """The tab bar and its menu."""
        return Markup(self.after.replace(PLACE, str(token)))  # noqa: S704 (our own templates)


class Shells:
    """The shells of one language (an environment speaks one)."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._rail = self._remembered("ui/rail.html", 512)
        self._account = self._remembered("ui/account_menu.html", 128)
        self._tabs = self._remembered("ui/tabbar.html", 256)

    def _remembered(self, name: str, most: int) -> Any:
        def draw(language: str, **given: Any) -> str:
            return self._environment.get_template(name).render(given)

        return draw if self._environment.auto_reload else lru_cache(maxsize=most)(draw)

    def around(self, request: HttpRequest, me: Any, nav: object) -> Shell:
        """The shell of a page; `nav` is the key of the current link, or undefined where the route tells."""
        nav = nav if isinstance(nav, str) else None
        main, account = navigation.sections(request), navigation.sections(request, navigation.ACCOUNT)
        spoken = language()
        person = _person(me) if me else None
        links = _links(main, request, nav)
        top = [link for _key, some in _links(navigation.sections(request, TOP), request, nav) for link in some]
        tabs = navigation.tabs(main)
        plain, own = _plain(main), _plain(account)
        current = tuple(navigation.is_current(request, item, nav) for item in tabs)
        return Shell(
            self._rail(spoken, sections=links, top=tuple(top), me=person)
            + self._account(spoken, sections=own, token=PLACE),
            self._tabs(
                spoken,
                tabs=tuple(zip(tabs, current, strict=True)),
                top=tuple(top),
                main=plain,
                account=own,
                token=PLACE,
            ),
        )


def _person(me: Any) -> Person:
    presence = PRESENCES.get(getattr(me, "availability", ""), "away")
    return Person(getattr(me, "pk", None), getattr(me, "name", ""), getattr(me, "email", ""), presence)


def _links(sections: Sequence[Section], request: HttpRequest, nav: str | None) -> Groups[Link]:
    def link(item: Item) -> Link:
        return Link(item, item.count(request) if item.count else None, navigation.is_current(request, item, nav))

    return tuple((section.key, tuple(map(link, section.items))) for section in sections)


def _plain(sections: Sequence[Section]) -> Groups[Item]:
    return tuple((section.key, tuple(section.items)) for section in sections)
