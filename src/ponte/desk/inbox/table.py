"""A view as a table: its columns are columns, whose headings sort. On a phone its rows become a list again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ponte.tickets.saved_views import columns
from ponte.tickets.saved_views.sorting import DOWN, UP, By
from ponte.ui.phrases import language

if TYPE_CHECKING:
    from ponte.desk.inbox.asking import Asked
    from ponte.desk.inbox.drawing import Pen
    from ponte.desk.inbox.rows import Row
    from ponte.tickets.saved_views.models import View
    from ponte.ui.components import Components

BEFORE, AFTER = ("requester", "subject"), ("state", "assignee", "due")
NUMBERS = frozenset({"number", "messages"})


@dataclass(frozen=True)
class Head:
    """One heading. `sorts`: the order that it asks for; `now`: ascending or descending, "" when another rules."""

    key: str
    label: str
    sorts: str = ""
    now: str = ""
    is_number: bool = False


def columns_of(view: View) -> list[str]:
    """What a table shows: the view's columns, and of what every row shows the rest around them."""
    own = [key for key in view.columns if key in columns.known()]
    return [*(key for key in BEFORE if key not in own), *own, *(key for key in AFTER if key not in own)]


def heads(asked: Asked) -> list[Head]:
    """The headings; a second press turns the order round."""
    assert asked.view is not None
    made = []
    for column in columns.of(columns_of(asked.view)):
        way, now = "", ""
        if column.sort:
            way = column.sort.first
            if isinstance(asked.order, By) and asked.order.key.rpartition(".")[0] == column.key:
                now = "descending" if asked.order.descending else "ascending"
                way = UP if asked.order.descending else DOWN
        made.append(
            Head(column.key, str(column.label), f"{column.key}.{way}" if way else "", now, _is_number(column.key))
        )
    return made


def _is_number(key: str) -> bool:
    return key in NUMBERS


def draw(ui: Components, rows: Sequence[Row], heads: Sequence[Head], group_before: str = "") -> Markup:
    """Rows of the table's body, with a heading where a group begins."""
    from ponte.desk.inbox.drawing import Pen

    pen, made, group = Pen(ui), [], group_before
    for row in rows:
        if row.group and row.group != group:
            group = row.group
            name = escape(group)
            made.append(
                f'<tr class="row-group"><th colspan="{len(heads) + 2}" scope="rowgroup">{name}'
                f'<span class="count" data-group="{name}"></span></th></tr>\n'
            )
        made.append(_row(pen, row, heads))
    return Markup("".join(made))  # noqa: S704 (all that is not ours was escaped)


def _row(pen: Pen, row: Row, heads: Sequence[Head]) -> str:
    cells = "".join(
        f'<td class="c-{escape(head.key.replace(":", "-"))}{" n" if head.is_number else ""}"'
        f' data-label="{escape(head.label)}">{_cell(pen, row, head, words)}</td>'
        for head, words in zip(heads, row.cells, strict=True)
    )
    return (
        f'<tr class="row-item{" is-unread" if row.unread else ""}" id="row-{row.id}">'
        f'<td class="choose"><input type="checkbox" name="chosen" value="{row.id}" form="chosen" data-choose'
        f' aria-label="{pen.select} #{row.id}"></td>'
        f'<td class="c-signs">{pen.gutter(row)}</td>{cells}</tr>\n'
    )


def _cell(pen: Pen, row: Row, head: Head, words: str) -> str:
    """One cell: as the list draws it where it does, else its words."""
    spoken = f' lang="{escape(row.language)}"' if row.language else ""
    match head.key:
        case "subject":
            return f'<a class="row" href="/tickets/{row.id}" data-ticket="{row.id}"{spoken}>{escape(row.subject)}</a>'
        case "requester":
            return str(escape(row.name))
        case "state":
            return pen.state(row, quiet=False)
        case "due":
            return pen.clock(row) if row.level else ""
        case "assignee":
            return f'<span class="line">{pen.person(row)}<span>{escape(words)}</span></span>' if words else pen.nobody
        case "priority":
            return str(pen.ui.drawn(language(), "priority", row.priority, word=True))
        case "tags":
            return "".join(f'<span class="tag">{escape(word)}</span> ' for word in words.split(", ") if word)
    return str(escape(words))
