"""The table of who may do what."""

import pytest

from ponte.team import permissions
from ponte.team.errors import NotPermitted
from ponte.team.models import Agent, Role

pytestmark = pytest.mark.django_db


def test_observers_change_nothing_at_all() -> None:
    may = set(permissions.permissions_of(Role.OBSERVER))
    assert may == {"see_people", "see_attention"}


def test_administrators_may_everything() -> None:
    assert set(permissions.permissions_of(Role.ADMINISTRATOR)) == set(permissions.TABLE)


def test_a_closed_account_may_nothing(admin: Agent) -> None:
    admin.is_active = False
    assert not any(permissions.may(admin, name) for name in permissions.TABLE)


def test_strangers_may_nothing() -> None:
    assert not permissions.may(None, "write")


def test_requiring(olena: Agent) -> None:
    permissions.require(olena, "write")
    permissions.require("system", "manage_people")
    with pytest.raises(NotPermitted):
        permissions.require(olena, "manage_people")
    with pytest.raises(KeyError):
        permissions.may(olena, "fly")
