"""An export as an Excel file that is sent while it is written.

Libraries for this write a whole file before its first byte can be sent. The format is a zip of XML, and both can be
written from the front to the back: text goes in as inline strings, which Excel never takes for formulas.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from ponte.tickets.saved_views.columns import Value

MOST_ROWS = 1_000_000  # a sheet; Excel ends at 1,048,576
LONGEST = 32_767  # characters a cell
_START = datetime(1899, 12, 30, tzinfo=UTC)
_unwritable = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN = 'numFmtId="{}" fontId="{}" fillId="0" borderId="0" xfId="0"'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="4"><xf {_PLAIN.format(0, 0)}/><xf {_PLAIN.format(22, 0)} applyNumberFormat="1"/>'
    f'<xf {_PLAIN.format(0, 1)} applyFont="1"/><xf {_PLAIN.format(14, 0)} applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Pipe(io.RawIOBase):
    """Takes what the zip writes and gives it on."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        given = bytes(piece)  # type: ignore[call-overload]
        self.pieces.append(given)
        return len(given)

    def take(self) -> bytes:
        taken, self.pieces = b"".join(self.pieces), []
        return taken


def write(
    title: str, head: Sequence[str], batches: Iterable[Sequence[Sequence[Value]]], zone: tzinfo
) -> Iterator[bytes]:
    """The file, a piece a batch. Beyond `MOST_ROWS` another sheet goes on."""
    pipe, sheets, rows = _Pipe(), 0, iter(batches)
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as file:
        left: Sequence[Sequence[Value]] | None = next(rows, None)
        while left is not None or not sheets:
            sheets += 1
            with file.open(f"xl/worksheets/sheet{sheets}.xml", "w", force_zip64=True) as sheet:
                sheet.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
                            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
                            "</sheetViews><sheetData>".encode())  # fmt: skip
                sheet.write(_row(head, zone, style=' s="2"').encode())
                number = 0
                while left is not None and number + len(left) <= MOST_ROWS:
                    sheet.write("".join(_row(row, zone) for row in left).encode())
                    number += len(left)
                    left = next(rows, None)
                    if taken := pipe.take():
                        yield taken
                sheet.write(b"</sheetData></worksheet>")
        for name, text in _frame(title, sheets):
            file.writestr(name, text)
    yield pipe.take()


def _row(values: Sequence[Value], zone: tzinfo, style: str = "") -> str:
    return f"<row>{''.join(_cell(value, zone, style) for value in values)}</row>"


def _cell(value: Value, zone: tzinfo, style: str) -> str:
    if value is None or value == "" or value == []:
        return "<c/>"
    if isinstance(value, datetime):
        local = value.astimezone(zone).replace(tzinfo=UTC)
        return f'<c s="1"><v>{(local - _START) / timedelta(days=1):.9f}</v></c>'
    if isinstance(value, date):
        return f'<c s="3"><v>{(value - _START.date()).days}</v></c>'
    if isinstance(value, int | Decimal):
        return f"<c><v>{value}</v></c>"
    text = ", ".join(value) if isinstance(value, list) else value
    kept = escape(_unwritable.sub("", text)[:LONGEST])
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


def _frame(title: str, sheets: int) -> Iterator[tuple[str, str]]:
    """What stands around the sheets."""
    base = re.sub(r"[\[\]:*?/\\]", " ", _unwritable.sub("", title)).strip("' ")[:25] or "Ponte"
    numbers = range(1, sheets + 1)
    names = [quoteattr(base if number == 1 else f"{base} {number}") for number in numbers]
    listed = "".join(f'<sheet name={names[n - 1]} sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    styles = f'<Relationship Id="rIdStyles" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    yield "xl/_rels/workbook.xml.rels", _links(links + styles)
    yield "xl/styles.xml", _STYLES
    book = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    yield "_rels/.rels", _links(book)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>',
    )


def _links(links: str) -> str:
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
