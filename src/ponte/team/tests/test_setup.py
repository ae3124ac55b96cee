"""The first administrator."""

import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from ponte.team import setup
from ponte.team.errors import DoorClosed
from ponte.team.models import Agent

PASSWORD = "a bridge over still water"
ANNA = {"email": "anna@velora.example", "name": "Anna Weber", "password": PASSWORD}


def token() -> str:
    link = setup.link()
    assert link
    return link.removeprefix("/setup/")


@pytest.mark.django_db
def test_the_link_is_the_same_until_it_is_used_and_then_gone() -> None:
    first = token()
    assert token() == first
    anna = setup.complete(first, **ANNA)
    assert anna.is_administrator
    assert setup.link() is None
    with pytest.raises(DoorClosed):
        setup.complete(first, **ANNA | {"email": "mallory@velora.example"})


@pytest.mark.django_db
def test_another_installation_has_another_link(settings: Any) -> None:
    here = token()
    settings.SECRET_KEY = "another installation's secret"
    assert token() != here
    assert not setup.is_open(here)


@pytest.mark.django_db
def test_wrong_input_leaves_the_door_open() -> None:
    with pytest.raises(ValidationError):
        setup.complete(token(), **ANNA | {"password": "short"})
    assert setup.is_open(token())


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins() -> None:
    opened, outcomes = token(), []

    def complete(email: str) -> None:
        try:
            setup.complete(opened, **ANNA | {"email": email})
            outcomes.append("made")
        except DoorClosed:
            outcomes.append("closed")
        finally:
            connection.close()

    threads = [threading.Thread(target=complete, args=(f"anna{n}@velora.example",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "made"]
    assert Agent.objects.count() == 1
