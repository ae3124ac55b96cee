"""Velora's views can be made and read, each by whoever made it."""

from __future__ import annotations

import pytest
from tests.cast import engage

from ponte.demo import cast, saved_views
from ponte.lib import clock
from ponte.tickets.saved_views import counting
from ponte.tickets.saved_views.models import View

pytestmark = pytest.mark.django_db


def test_all_of_them_are_lawful_and_quick_to_count() -> None:
    for person in cast.STAFF:
        engage(person.key)
    made = saved_views.make_all(clock.now())
    assert len(made) == 12
    for view in View.objects.select_related("owner"):
        assert view.owner is not None
        assert counting.counts([view], view.owner) == {view.pk: 0}
