"""Old notices go, the others stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ponte.channels.notices import sweeping
from ponte.channels.notices.models import Notice
from ponte.lib import clock
from ponte.team.models import Agent

pytestmark = pytest.mark.django_db


def test_after_ninety_days(olena: Agent, mateo: Agent, news: Callable[..., Notice]) -> None:
    old, new = news(olena), news(olena, source="event:2", ticket=None)
    Notice.objects.filter(pk=old.pk).update(at=clock.now() - timedelta(days=91))
    Notice.objects.filter(pk=new.pk).update(at=clock.now() - timedelta(days=89))
    assert sweeping.sweep() == 1
    assert list(Notice.objects.values_list("pk", flat=True)) == [new.pk]
