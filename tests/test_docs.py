"""Rules in documents are tests: what the product has, the documents name."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import override

from ponte.channels.notices.sorts import USUAL, Mail, Sort
from ponte.events.kinds import Kind, all_kinds
from ponte.tickets.conditions.fields import Field, registered
from ponte.tickets.conditions.kinds import periods
from ponte.tickets.macros.values import PLACES

FIELDS = registered()
DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize(
    "kind", [kind for kind in all_kinds() if not kind.name.startswith("test.")], ids=lambda kind: kind.name
)
def test_every_event_kind_is_documented(kind: Kind) -> None:
    row = next((line for line in (DOCS / "events.md").read_text().splitlines() if f"`{kind.name}`" in line), "")
    assert row, f"add {kind.name} to docs/events.md"
    assert all(f"`{key}`" in row for key in kind.schema), f"docs/events.md: {kind.name} has {sorted(kind.schema)}"


@pytest.mark.parametrize("place", PLACES)
def test_every_place_of_a_macro_is_documented(place: str) -> None:
    assert f"| `{{{{{place}}}}}` |" in (DOCS / "macros.md").read_text()


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_every_field_of_conditions_is_documented(field: Field) -> None:
    lines = (DOCS / "views.md").read_text().splitlines()
    row = next((line for line in lines if line.startswith(f"| `{field.key}` ")), "")
    assert row, f"add the field {field.key} to docs/views.md"
    missing = [each.key for each in field.kind.operators_of(field) if f"`{each.key}`" not in row]
    assert missing == []


@pytest.mark.parametrize("sort", Sort, ids=str)
def test_every_sort_of_notice_is_documented_with_its_usual_ways(sort: Sort) -> None:
    with override("en"):
        start = f"| {sort.label} |"
    lines = (DOCS / "notifications.md").read_text().splitlines()
    row = next((line for line in lines if line.startswith(start)), "")
    ways, mails = USUAL[sort], {Mail.NEVER: "–", Mail.NOW: "at once", Mail.DIGEST: "digest"}
    told = ["yes" if ways.app else "–", mails[Mail(ways.mail)], "yes" if ways.push else "–"]
    assert [cell.strip() for cell in row.split("|")[3:6]] == told


def test_every_period_is_documented() -> None:
    text = (DOCS / "views.md").read_text()
    assert [word for word in periods.PERIODS if f"`{word}`" not in text] == []
