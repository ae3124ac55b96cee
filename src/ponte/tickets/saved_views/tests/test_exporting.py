"""What an export holds, and that spreadsheets take it for text."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ponte.team.models import Agent
from ponte.tickets.models import Ticket
from ponte.tickets.saved_views import csv_writing, excel_writing, exporting
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.wanted import Wanted

ROME = ZoneInfo("Europe/Rome")
AT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
MIXED: list[Any] = ["=1+1", 42, AT, None, ["-a", "b"], "  x <&> \x01y"]


def read_csv(pieces: Iterator[bytes]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(pieces).decode("utf-8-sig"), newline="")))


def read_excel(pieces: Iterator[bytes]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(b"".join(pieces)))


@pytest.mark.django_db
def test_each_ticket_comes_once_and_only_to_those_who_may_see_it(
    giulia: Agent, tom: Agent, team: Any, matter: Callable[..., Ticket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BATCH", 3)
    made = [matter(minutes=each).pk for each in range(7)]
    hidden = matter(team=team("Battery and motor")).pk
    view = make(Wanted("All", None, sort="recent", columns=("tags",), sharing="everyone"), by=giulia)

    def ids(agent: Agent) -> list[Any]:
        return [row[0] for batch in exporting.batches(view, agent) for row in batch]

    assert ids(giulia) == [hidden, *reversed(made)]
    assert ids(tom) == [*reversed(made)]


@pytest.mark.django_db
def test_without_columns_everything_is_exported(giulia: Agent, matter: Callable[..., Ticket]) -> None:
    matter(tags=["rev-c"])
    view = make(Wanted("All", None, sort="recent"), by=giulia)
    with translation.override("en"):
        (batch,) = exporting.batches(view, giulia)
    row = dict(zip([column.key for column in exporting.columns_of(view)], batch[0], strict=True))
    assert (row["tags"], row["requester"], row["state"]) == (["rev-c"], "Marta Bellini", "New")
    assert len(row) > 20


def test_csv_keeps_text_as_text() -> None:
    head, row = read_csv(csv_writing.write(["Größe", "=x"], [[MIXED]], ROME))
    assert head == ["Größe", "'=x"]
    assert row == ["'=1+1", "42", "2026-11-23 00:30", "", "'-a, b", "  x <&> \x01y"]


@given(st.text(max_size=20))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    written = csv_writing.cell(text, ROME)
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert written in (text, f"'{text}")


def test_excel_opens_it() -> None:
    sheet = read_excel(excel_writing.write("Due: [today]?", ["Größe", "b"], [[MIXED], [["next"]]], ROME)).active
    assert sheet.title == "Due   today"
    head, row, last = sheet.iter_rows()
    assert [cell.value for cell in head][:3] == ["Größe", "b", None]
    at_rome = datetime.fromisoformat("2026-11-23T00:30")
    assert [cell.value for cell in row] == ["=1+1", 42, at_rome, None, "-a, b", "  x <&> y"]
    assert row[0].data_type != "f"
    assert last[0].value == "next"


def test_excel_goes_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_writing, "MOST_ROWS", 4)
    book = read_excel(excel_writing.write("Big", ["n"], [[[1], [2], [3]], [[4], [5]], [[6], [7]]], ROME))
    assert book.sheetnames == ["Big", "Big 2"]
    assert [sheet.max_row for sheet in book] == [4, 5]


def test_an_empty_view_is_a_file_with_its_headings() -> None:
    assert [sheet.max_row for sheet in read_excel(excel_writing.write("None", ["n"], [], ROME))] == [1]
    assert read_csv(csv_writing.write(["n"], [], ROME)) == [["n"]]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_large_export_does_not_lie_in_memory(format: str) -> None:
    batch = [[each, "A subject of the usual length, with a name in it", AT, ["rev-c"]] for each in range(1000)]

    def pieces() -> Iterator[bytes]:
        batches = (batch for _each in range(40))
        if format == "csv":
            return csv_writing.write(["a"], batches, ROME)
        return excel_writing.write("Big", ["a"], batches, ROME)

    tracemalloc.start()
    size = sum(len(piece) for piece in pieces())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 100_000
    assert peak < 3_000_000
