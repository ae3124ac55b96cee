"""Rules in documents are tests: what the product has, the documents name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ponte.events.kinds import Kind, all_kinds
from ponte.tickets.macros.values import PLACES

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
