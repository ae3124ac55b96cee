"""Columns as people read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils import translation

from ponte.tickets.models import Ticket
from ponte.tickets.saved_views import columns

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("tags", [[], ["rev-c"], ["rev-c", "late"], ["rev-c", "late", "vip"]])
def test_every_column_is_told_in_every_language(
    language: str, tags: list[str], matter: Callable[..., Ticket]
) -> None:
    ticket = matter(tags=tags)
    known = columns.known()
    found = columns.with_columns(Ticket.objects.filter(pk=ticket.pk), known.values())
    row = found.values(*columns.paths_of(known.values())).get()
    with translation.override(language):
        told = {key: each.text(row) for key, each in known.items()}
    assert told["tags"] == ", ".join(tags)
    assert told["number"] == str(ticket.pk)
