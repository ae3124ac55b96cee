from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from ponte.ui import navigation


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kept = {
        key: navigation.Section(each.key, each.label, each.area, each.order)
        for key, each in navigation._sections.items()
    }
    monkeypatch.setattr(navigation, "_sections", deepcopy(kept))
    yield


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/gallery")


def test_areas_add_themselves_in_their_order(request_: HttpRequest) -> None:
    navigation.register("work", "b", "B", "users", "ui:gallery", order=20)
    navigation.register("work", "a", "A", "users", "ui:gallery", order=10, tab=True)
    navigation.register("people", "agents", "Agents", "users", "ui:gallery")
    main = navigation.sections(request_)
    assert [[item.key for item in section.items] for section in main] == [["a", "b"]]
    assert [section.key for section in navigation.sections(request_, "administration")] == ["people"]
    assert [item.key for item in navigation.tabs(main)] == ["a"]
    assert main[0].items[0].href == "/gallery"


def test_the_predicate_hides_a_link_and_an_empty_section(request_: HttpRequest) -> None:
    navigation.register("work", "secret", "Secret", "lock", "ui:gallery", lambda request: False, tab=True)
    assert navigation.sections(request_) == []
    assert navigation.tabs(navigation.sections(request_)) == []


def test_registering_again_replaces(request_: HttpRequest) -> None:
    navigation.register("work", "a", "Old", "users", "ui:gallery")
    navigation.register("work", "a", "New", "users", "ui:gallery")
    assert [str(item.label) for item in navigation.sections(request_)[0].items] == ["New"]


def test_an_unknown_section_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        navigation.register("nowhere", "a", "A", "users", "ui:gallery")


def test_current_by_key_or_by_route(request_: HttpRequest) -> None:
    item = navigation.Item("work", "a", "A", "users", "ui:gallery")
    assert navigation.is_current(request_, item, "a")
    assert not navigation.is_current(request_, item, "b")
    assert not navigation.is_current(request_, item)
