"""Everybody finds something at the bell, nobody a flood, and nothing is sent for the past."""

from __future__ import annotations

from django.db.models import Count, Q

from ponte.channels.notices.models import Notice
from ponte.demo import bells
from ponte.demo.tests.test_loading import pytestmark, world  # noqa: F401  (fixtures)
from ponte.demo.world import World
from ponte.events.consuming import drain

UNREAD = Q(read_at__isnull=True, in_app=True)


def test_the_bells(world: World) -> None:  # noqa: F811
    rows = Notice.objects.values_list("agent__email").annotate(all=Count("pk"), unread=Count("pk", filter=UNREAD))
    found = {email.partition("@")[0]: (every, unread) for email, every, unread in rows}
    for name in ("giulia.ferri", "olena.kovalenko", "mateo.ruiz", "beatriz.almeida"):
        every, unread = found[name]
        assert every >= 10
        assert 1 <= unread <= bells.LEFT
    assert max(unread for _every, unread in found.values()) <= bells.LEFT


def test_nothing_is_sent_for_the_past(world: World) -> None:  # noqa: F811
    before = Notice.objects.count()
    drain("notices")
    assert Notice.objects.count() == before
    assert not Notice.objects.filter(Q(mail_at__isnull=False) | Q(push_at__isnull=False)).exists()
