from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from ponte.ui import navigation
from ponte.ui.shell import Shells


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kept = {
        key: navigation.Section(each.key, each.label, each.area, each.order)
        for key, each in navigation._sections.items()
    }
    monkeypatch.setattr(navigation, "_sections", deepcopy(kept))
    yield


@pytest.fixture
def shells() -> Shells:
    engine: Any = engines["jinja2"]
    return Shells(engine.env)


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/gallery")


def _me(**other: Any) -> SimpleNamespace:
    return SimpleNamespace(
        **{"pk": 3, "name": "Olena", "email": "olena@velora.example", "availability": "online"} | other
    )


def _drawings(shells: Shells) -> Callable[[], int]:
    return lambda: (
        shells._rail.cache_info().misses + shells._account.cache_info().misses + shells._tabs.cache_info().misses
    )


def test_the_same_is_drawn_once(shells: Shells, request_: HttpRequest) -> None:
    navigation.register("work", "a", "A", "users", "ui:gallery", tab=True)
    navigation.register("account", "out", "Sign out", "users", "ui:gallery", post=True)
    drawings = _drawings(shells)
    first = shells.around(request_, _me(), "a")
    assert drawings() == 3
    again = shells.around(request_, _me(), "a")
    assert drawings() == 3
    assert first.rail("one") != again.rail("two")
    assert 'value="one"' in first.rail("one")
    assert 'value="two"' in again.tabs("two")


@pytest.mark.parametrize("changed", [{"name": "Tom"}, {"availability": "busy"}, {"pk": 4}])
def test_another_person_is_drawn_anew(shells: Shells, request_: HttpRequest, changed: dict[str, Any]) -> None:
    before = shells.around(request_, _me(), "a").rail("")
    assert shells.around(request_, _me(**changed), "a").rail("") != before


def test_a_number_a_link_and_the_language_are_seen_at_once(shells: Shells, request_: HttpRequest) -> None:
    numbers = iter([7, 8, 8, 8])
    navigation.register("work", "a", "A", "users", "ui:gallery", count=lambda request: next(numbers))
    assert ">7<" in shells.around(request_, _me(), "a").rail("")
    assert ">8<" in shells.around(request_, _me(), "a").rail("")
    navigation.register("work", "b", "Bees", "users", "ui:gallery")
    assert "Bees" in shells.around(request_, _me(), "a").rail("")
    with translation.override("it"):
        assert "Cerca" in shells.around(request_, _me(), "a").tabs("")


def test_the_current_link_is_by_key_or_by_route(shells: Shells, request_: HttpRequest) -> None:
    navigation.register("work", "a", "A", "users", "ui:gallery")
    assert 'aria-current="page"' in shells.around(request_, _me(), "a").rail("")
    assert 'aria-current="page"' not in shells.around(request_, _me(), "b").rail("")
    request_.resolver_match = SimpleNamespace(view_name="ui:gallery")  # type: ignore[assignment]
    assert 'aria-current="page"' in shells.around(request_, _me(), object()).rail("")
