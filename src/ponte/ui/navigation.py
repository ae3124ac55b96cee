"""What stands in the rail: areas add themselves from `AppConfig.ready()` and touch no template.

navigation.register("work", "customers", _("Customers"), "users", "customers:index", order=20)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
MAIN, ADMINISTRATION, ACCOUNT, TOP = "main", "administration", "account", "top"


def everyone(request: HttpRequest) -> bool:
    """The predicate of an item that nobody is refused."""
    return True


@dataclass(frozen=True, eq=False)
class Item:
    """One link. `count` answers the number beside it (None for none); `tone` is "", attention or mention.

    `shortcut`: its keys. `renews`: an address that answers `{key: number}` when the reader has something new.
    Links are told apart by identity: `ponte.ui.shell` remembers what it drew of the same ones.
    """

    section: str
    key: str
    label: Words
    icon: str
    url_name: str
    allowed: Callable[[HttpRequest], bool] = everyone
    count: Callable[[HttpRequest], int | str | None] | None = None
    tone: str = ""
    order: int = 100
    tab: bool = False
    post: bool = False
    address: str = ""
    shortcut: str = ""
    renews: str = ""

    @property
    def href(self) -> str:
        """Where it leads."""
        return self.address or reverse(self.url_name)


@dataclass
class Section:
    """A titled group of links in one area: main, administration, account, or top (icons beside the logo).

    `folds`: people may fold it away.
    """

    key: str
    label: Words
    area: str
    order: int = 100
    items: list[Item] = field(default_factory=list)
    folds: bool = False


_sections: dict[str, Section] = {}
_sources: dict[str, Callable[[HttpRequest], Iterable[Item]]] = {}


def register_section(key: str, label: Words, area: str = MAIN, order: int = 100, *, folds: bool = False) -> None:
    """Add a group; adding the same key again changes its words and place and keeps its links."""
    items = _sections[key].items if key in _sections else []
    _sections[key] = Section(key, label, area, order, items, folds)


def register(
    section: str,
    key: str,
    label: Words,
    icon: str,
    url_name: str,
    predicate: Callable[[HttpRequest], bool] = everyone,
    *,
    count: Callable[[HttpRequest], int | str | None] | None = None,
    tone: str = "",
    order: int = 100,
    tab: bool = False,
    post: bool = False,
    shortcut: str = "",
    renews: str = "",
) -> None:
    """Add a link to a section; KeyError for an unknown section. `tab` puts it in the phone's tab bar too."""
    item = Item(section, key, label, icon, url_name, predicate, count, tone, order, tab, post, "", shortcut, renews)
    kept = [other for other in _sections[section].items if other.key != key]
    _sections[section].items = sorted([*kept, item], key=lambda each: (each.order, each.key))


def register_source(section: str, source: Callable[[HttpRequest], Iterable[Item]]) -> None:
    """Let a section also hold links that differ by reader, after those that all have; give the same ones again."""
    _sources[section] = source


def sections(request: HttpRequest, area: str = MAIN) -> list[Section]:
    """The groups of an area with the links that this reader may use; empty groups are left out."""
    found = []
    for section in sorted(_sections.values(), key=lambda each: (each.order, each.key)):
        if section.area != area:
            continue
        allowed = [item for item in section.items if item.allowed(request)]
        if section.key in _sources:
            allowed.extend(_sources[section.key](request))
        if allowed:
            found.append(Section(section.key, section.label, area, section.order, allowed, section.folds))
    return found


def title(section: str) -> Words:
    """The words over a group."""
    return _sections[section].label


def folds(section: str) -> bool:
    """Whether people may fold a group away."""
    return _sections[section].folds


def tabs(found: Iterable[Section]) -> list[Item]:
    """The links of the phone's tab bar, three at most: Find and More stand beside them."""
    return [item for section in found for item in section.items if item.tab][:3]


def is_current(request: HttpRequest, item: Item, current: str | None = None) -> bool:
    """Whether the page belongs to the link: by the key the page names, else by its route."""
    if current is not None:
        return current == item.key
    match = getattr(request, "resolver_match", None)
    return match is not None and match.view_name == item.url_name


register_section("inbox", _("Inbox"), order=10)
register_section("work", _("Work"), order=20)
register_section("people", _("People"), ADMINISTRATION, 10)
register_section("channels", _("Channels"), ADMINISTRATION, 20)
register_section("tickets", _("Tickets"), ADMINISTRATION, 30)
register_section("system", _("System"), ADMINISTRATION, 40)
register_section("account", _("You"), ACCOUNT)
register_section("top", "", TOP)
