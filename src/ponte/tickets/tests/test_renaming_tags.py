"""Tags renamed, merged and deleted on all their tickets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from ponte.customers import finding
from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets import renaming_tags, tagging
from ponte.tickets.incoming import Incoming
from ponte.tickets.models import Brand, Tag, Ticket
from ponte.tickets.opening import open_ticket

pytestmark = pytest.mark.django_db


def ticket(*tags: str) -> Ticket:
    marta, _ = finding.find_or_make("marta@posteo.it")
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    made, _ = open_ticket(marta, Incoming(text="x", at=at), by=marta, brand=Brand.objects.get())
    for tag in tags:
        tagging.tag(made, tag, by="system")
    return made


def tags_of(row: Ticket) -> list[str]:
    return Ticket.objects.get(pk=row.pk).tags


def test_a_new_name_reaches_every_ticket(admin: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renaming_tags, "BATCH", 2)
    rows = [ticket("akku", "b") for _ in range(5)]
    renaming_tags.rename(Tag.objects.get(name="akku"), "Battery ", by=admin)
    assert [tags_of(row) for row in rows] == [["battery", "b"]] * 5
    assert set(Tag.objects.values_list("name", flat=True)) == {"battery", "b"}
    assert Event.objects.get(kind="tag.renamed").data == {"old": "akku", "new": "battery"}


def test_a_name_that_is_taken_merges(admin: Agent) -> None:
    both, one = ticket("akku", "battery"), ticket("akku")
    renaming_tags.rename(Tag.objects.get(name="akku"), "battery", by=admin)
    assert (tags_of(both), tags_of(one)) == (["battery"], ["battery"])


def test_a_deleted_tag_is_gone_everywhere(admin: Agent) -> None:
    row = ticket("akku", "b")
    renaming_tags.delete(Tag.objects.get(name="akku"), by=admin)
    assert tags_of(row) == ["b"]
    assert not Tag.objects.filter(name="akku").exists()


def test_nothing_is_no_name(admin: Agent) -> None:
    ticket("akku")
    with pytest.raises(ValidationError):
        renaming_tags.rename(Tag.objects.get(name="akku"), " , ", by=admin)
