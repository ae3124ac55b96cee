"""`ponte recheck` and what `ponte doctor` says of tickets that repeat something wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from ponte.config import environment
from ponte.config.checkup import tickets
from ponte.config.tests.started import ponte
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_wrong_count_is_told_and_mended(matter: Callable[..., Ticket], tmp_path: Path) -> None:
    ticket = matter()
    ours = environment.read({"PONTE_DATA": str(settings.DATA)})
    assert [each.level for each in tickets.repeated(ours)] == ["ok"]
    Ticket.objects.filter(pk=ticket.pk).update(message_count=7, snippet="something else")
    (told,) = tickets.repeated(ours)
    assert told.level == "problem"
    assert "message_count, snippet" in told.what and f"#{ticket.pk}" in told.what
    database = os.environ["DATABASE_URL"]
    looked = ponte("recheck", "--look", "--data", str(tmp_path), DATABASE_URL=database)
    assert (looked.returncode, looked.stdout) == (1, "1 tickets looked at, 1 wrong.\n")
    mended = ponte("recheck", "--data", str(tmp_path), DATABASE_URL=database)
    assert (mended.returncode, mended.stdout) == (0, "1 tickets looked at, 1 mended.\n")
    assert [each.level for each in tickets.repeated(ours)] == ["ok"]
    ticket.refresh_from_db()
    assert ticket.message_count == 1
