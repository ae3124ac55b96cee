"""The rows of a queue as HTML, put together in Python: fifty of them as a template took a third of the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext_noop as _
from markupsafe import Markup, escape

from ponte.desk.inbox.rows import Row
from ponte.ui.components import Components
from ponte.ui.languages import language_name
from ponte.ui.moments import exact_in
from ponte.ui.phrases import language, translated

SELECT, UNREAD = _("Select"), _("Unread")
SNOOZED, PROMISED = _("Snoozed"), _("Promised the customer by")
RING = (
    '<svg class="ring" viewBox="0 0 14 14" aria-hidden="true"><circle class="track" cx="7" cy="7" r="5.400"'
    ' pathLength="100"/><circle class="left" cx="7" cy="7" r="5.400" pathLength="100"'
    ' stroke-dasharray="{} 100"/></svg>'
)


def draw(ui: Components, rows: Sequence[Row], group_before: str = "") -> Markup:
    """Rows as list items, with a heading where a group begins; `group_before` is that of the row before."""
    pen = Pen(ui)
    made, group = [], group_before
    for row in rows:
        if row.group and row.group != group:
            group = row.group
            name = escape(group)
            made.append(
                f'<li class="row-group"><h2>{name}</h2><span class="count" data-group="{name}"></span></li>\n'
            )
        made.append(pen.row(row))
    return Markup("".join(made))  # noqa: S704 (all that is not ours was escaped)


class Pen:
    """What all rows of a page share."""

    def __init__(self, ui: Components) -> None:
        self.ui, self.tongue, self.zone = ui, language(), timezone.get_current_timezone()
        self.select, self.unread = translated(self.tongue, SELECT), translated(self.tongue, UNREAD)
        self.flag, self.nobody = ui.icon("flag", "xs"), ui.person(None, "xs")

    def row(self, row: Row) -> str:
        spoken = f' lang="{escape(row.language)}"' if row.language else ""
        return (
            f'<li class="row-item" id="row-{row.id}"><label class="row-check"><input type="checkbox" name="chosen"'
            f' value="{row.id}" form="chosen" data-choose>'
            f'<span class="visually-hidden">{self.select} #{row.id}</span></label>'
            f'<a class="row{" is-unread" if row.unread else ""}" href="/tickets/{row.id}"'
            f' data-ticket="{row.id}">\n'
            f'<span class="row-gutter">{self.gutter(row)}</span>\n'
            f'<span class="row-line"><span class="name">{escape(row.name)}</span>{_lang(self.tongue, row.language)}'
            f'<span class="row-end">{self.clock(row)}</span></span>\n'
            f'<span class="row-line"><span class="text"{spoken}>{escape(row.subject)}</span>'
            f'<span class="row-end">{self.state(row)}</span></span>\n'
            f'<span class="row-line"><span class="row-snippet"{spoken}>{escape(row.snippet)}</span>'
            f'<span class="row-end">{self.person(row)}</span></span>\n{_extra(row)}</a></li>\n'
        )

    def gutter(self, row: Row) -> str:
        """Channel, what is new, priority."""
        drawn: list[str] = [self.ui.drawn(self.tongue, "channel", row.channel)]
        if row.unread:
            word = self.unread
            drawn.append(f'<span class="unread" title="{word}"><span class="visually-hidden">{word}</span></span>')
        if row.priority in ("urgent", "high"):
            drawn.append(self.ui.drawn(self.tongue, "priority", row.priority))
        return "".join(drawn)

    def clock(self, row: Row) -> str:
        """What is left of its time, or its age."""
        moment, exact = row.moment.isoformat(), exact_in(row.moment, self.zone, self.tongue)
        if not row.level:
            return (
                f'<time class="small muted" datetime="{moment}" title="{escape(exact)}" data-tick="age">'
                f"{escape(row.clock)}</time>"
            )
        drawn = self.flag if row.level == "late" else RING.format(row.left)
        return (
            f'<span class="deadline {row.level}" title="{escape(exact)}" data-due="{moment}">'
            f"{drawn}<span>{escape(row.clock)}</span></span>"
        )

    def state(self, row: Row, *, quiet: bool = True) -> str:
        """The state, with what was put off or promised."""
        drawn: list[str] = []
        if row.sleeps:
            word, icon = translated(self.tongue, SNOOZED), self.ui.icon("snooze", "xs")
            drawn.append(_badge(icon, word, row.sleeps, title=word))
        if row.promise:
            word, icon = translated(self.tongue, PROMISED), self.ui.icon("calendar", "xs")
            drawn.append(_badge(icon, word, row.promise, title=f"{word} {row.promise}"))
        drawn.append(
            self.ui.drawn(self.tongue, "state", row.state, row.state_word, quiet=quiet and row.state == "open")
        )
        return "".join(drawn)

    def person(self, row: Row) -> str:
        """Whose it is."""
        if not row.assignee:
            return self.nobody
        name = escape(row.assignee)
        return (
            f'<span class="avatar xs t{row.tone}" title="{name}">'
            f'<span aria-hidden="true">{escape(row.initials)}</span>'
            f'<span class="visually-hidden">{name}</span></span>'
        )


def _badge(icon: str, word: str, text: str, title: str) -> str:
    spoken = f'<span class="visually-hidden">{escape(word)}</span>'
    return f'<span class="badge" title="{escape(title)}">{icon}{spoken}{escape(text)}</span>'


def _extra(row: Row) -> str:
    """The further columns of a view."""
    if not row.extra:
        return ""
    pairs = (f'<span><span class="muted">{escape(name)}</span> {escape(value)}</span>' for name, value in row.extra)
    return f'<span class="row-extra">{"".join(pairs)}</span>'


@lru_cache(maxsize=512)
def _lang(tongue: str, code: str) -> str:
    """The two letters of a language with its name; `tongue` is the reader's, the key of the memory."""
    if not code:
        return ""
    return f'<abbr class="lang" title="{escape(language_name(code))}">{escape(code[:2])}</abbr>'
