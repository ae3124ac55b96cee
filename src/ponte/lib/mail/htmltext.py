"""Cleaned HTML as the text that a person would read in it, each line with its place in the HTML.

Takes only what `cleaning` gives: well-formed, every attribute in double quotes, every stray `<` an entity.
"""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field

from ponte.lib.mail.html_marks import mark_of
from ponte.lib.mail.lines import Line, tidied, trimmed
from ponte.lib.mail.styles import hides

TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?:\s[^\s=>"/]+="[^"]*")*)\s*/?>|([^<]+)')
VOID = frozenset(("br", "img", "hr", "col", "wbr"))
_ATTRIBUTE = re.compile(r'([^\s=>"/]+)="([^"]*)"')
_PARAGRAPHS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote")
)
_BLOCKS = _PARAGRAPHS | frozenset(
    [
        "div",
        "tr",
        "li",
        "dt",
        "dd",
        "center",
        "address",
        "article",
        "aside",
        "section",
        "header",
        "footer",
        "main",
        "nav",
        "figure",
        "figcaption",
        "caption",
        "details",
        "summary",
        "hr",
        "tbody",
        "thead",
        "tfoot",
    ]
)
_MANY_BLANKS = re.compile(r"[ \t\r\n\f\u200b\u200c\ufeff\u034f\u00ad]+")
_TIGHT = re.compile(r"margin(?:-top|-bottom)?:\s*0")
_INDENTED = re.compile(r"border(?:-left)?:\s*(?:none|0)")
_SHOWN_ADDRESS = re.compile(r"^(?:mailto:|tel:|https?://)?(?:www\.)?(.*?)/?$", re.IGNORECASE)


@dataclass(slots=True)
class _Element:
    tag: str
    end: str = ""  # what to write when it closes
    mark: str = ""
    quoted: bool = False
    hidden: bool = False
    paragraph: bool = False


def text_of(html: str) -> str:
    """The visible text."""
    return "\n".join(line.text for line in lines_of(html))


def lines_of(html: str) -> list[Line]:
    """The visible text, line by line."""
    return _Writer().write(html) if html else []


@dataclass(slots=True)
class _Writer:
    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    stack: list[_Element] = field(default_factory=list)
    counters: list[int] = field(default_factory=list)
    breaks: int = 0  # line ends owed before the next text
    separator: bool = False  # a cell border owed before the next text
    prefix: str = ""
    row_start: int = 0
    quoted: int = 0
    hidden: int = 0
    preformatted: int = 0
    marks: list[str] = field(default_factory=list)
    at: int = -1
    opening: int = -1  # where the current run of opening tags began

    def write(self, html: str) -> list[Line]:
        for token in TOKEN.finditer(html):
            text = token[4]
            if text is not None:
                self._text(text, token.start())
            elif token[1]:
                self.opening = -1
                self._close(token[2])
            else:
                if self.opening < 0:
                    self.opening = token.start()
                self._open(token[2], token[3])
        self._end_line()
        return trimmed(self.lines)

    def _text(self, text: str, start: int) -> None:
        if self.hidden:
            return
        if "&" in text:
            text = entities.unescape(text)
        if self.preformatted:
            first, *rest = text.split("\n")
            self._put(first, start)
            for line in rest:
                self._end_line(force=True)
                self._put(line, start)
            return
        if "\n" in text or "  " in text or not text.isascii():
            text = _MANY_BLANKS.sub(" ", text)
        if text != " ":
            self._put(text.replace("\u00a0", " "), start)
        elif self.pieces and not self.breaks:
            self.pieces.append(" ")

    def _put(self, text: str, start: int) -> None:
        if not text:
            return
        if self.breaks:
            self._end_line()
        if self.separator:
            self.pieces.append(" | ")
            self.separator = False
        if not self.pieces:
            self.at = start if self.opening < 0 else self.opening
            if self.prefix:
                self.pieces.append(self.prefix)
                self.prefix = ""
        self.opening = -1
        self.pieces.append(text)

    def _end_line(self, force: bool = False) -> None:
        if self.pieces or force:
            text = "".join(self.pieces)
            if not self.preformatted:
                text = tidied(text)
            mark = self.marks[0] if self.marks else ""
            self.lines.append(Line("> " * self.quoted + text if self.quoted else text, max(self.at, 0), mark))
            self.pieces = []
        if self.breaks > 1 and self.lines and self.lines[-1].text.strip("> "):
            self.lines.append(Line("> " * self.quoted, max(self.at, 0), self.lines[-1].mark))
        self.breaks = 0
        self.separator = False

    def _owe(self, breaks: int) -> None:
        if self.pieces or self.lines:
            self.breaks = max(self.breaks, breaks)

    def _open(self, tag: str, attributes: str) -> None:
        if tag in VOID:
            self._void(tag, attributes)
            return
        values = dict(_ATTRIBUTE.findall(attributes)) if attributes else {}
        element = _Element(tag)
        style = values.get("style", "")
        if style:
            element.hidden = hides(style)
        if "class" in values or "id" in values:
            element.mark = mark_of(values.get("class", ""), values.get("id", ""))
        if tag in _BLOCKS:
            self._open_block(tag, values, element, style)
        elif tag in ("td", "th"):
            self._open_cell()
        elif tag == "a" and values.get("href"):
            element.end = entities.unescape(values["href"])
            element.paragraph = False
            self.counters.append(len(self.pieces) if not self.breaks else 0)
        elif tag == "q":
            self._put("“", 0)
        if element.mark:
            if not self.marks and self.pieces and tag in _BLOCKS:
                self._end_line()
            self.marks.append(element.mark)
        self.hidden += element.hidden
        self.preformatted += tag == "pre"
        self.stack.append(element)

    def _open_block(self, tag: str, values: dict[str, str], element: _Element, style: str) -> None:
        if tag in _PARAGRAPHS:
            tight = (tag == "p" and "Mso" in values.get("class", "")) or (style and _TIGHT.search(style))
            nested = tag in ("ul", "ol") and any(each.tag == "li" for each in self.stack)
            element.paragraph = not tight and not nested
        if not (self.separator and tag in ("p", "div")):
            self._owe(2 if element.paragraph else 1)
        if tag == "blockquote" and not _INDENTED.search(style):
            self._end_line()
            element.quoted = True
            self.quoted += 1
        elif tag in ("ul", "ol"):
            start = values.get("start", "")
            number = int(start) - 1 if re.fullmatch(r"\d{1,6}", start) else 0
            self.counters.append(number if tag == "ol" else -1)
        elif tag == "li":
            self._open_item()
        elif tag == "tr":
            self._end_line()
            self.row_start = len(self.lines)

    def _open_item(self) -> None:
        lists = [each for each in self.stack if each.tag in ("ul", "ol")]
        indent = "  " * max(0, len(lists) - 1)
        if lists and lists[-1].tag == "ol" and self.counters:
            self.counters[-1] += 1
            self.prefix = f"{indent}{self.counters[-1]}. "
        else:
            self.prefix = f"{indent}- "

    def _open_cell(self) -> None:
        # cells of one line each are a row of a table; longer ones are the layout of a newsletter
        if len(self.lines) == self.row_start and "".join(self.pieces).strip():
            self.breaks = 0
            self.separator = True
        else:
            self._owe(1)

    def _void(self, tag: str, attributes: str) -> None:
        if self.hidden:
            return
        if tag == "br":
            if self.breaks:
                self._end_line()
            self._end_line(force=True)
        elif tag == "hr":
            self._owe(1)
            self._put("----------", self.opening)
            self._owe(1)
        elif tag == "img":
            values = dict(_ATTRIBUTE.findall(attributes))
            alt = entities.unescape(values.get("alt", "")).strip()
            if alt and values.get("width") != "1" and not hides(values.get("style", "")):
                self._put(alt if len(alt) <= 4 and not alt.isascii() else f"[{alt}]", self.opening)

    def _close(self, tag: str) -> None:
        while self.stack:
            element = self.stack.pop()
            self._finish(element)
            if element.tag == tag:
                break

    def _finish(self, element: _Element) -> None:
        tag = element.tag
        if tag == "a" and element.end:
            self._write_link(element.end, self.counters.pop())
        elif tag == "q":
            self._put("”", 0)
        if tag in _BLOCKS:
            if element.quoted or element.mark or tag == "pre":
                self._end_line()
            self._owe(2 if element.paragraph else 1)
            if tag in ("ul", "ol") and self.counters:
                self.counters.pop()
            self.prefix = "" if tag == "li" else self.prefix
        elif element.mark and self.pieces:
            self._end_line()
        if element.mark:
            self.marks.pop()
        self.quoted -= element.quoted
        self.hidden -= element.hidden
        self.preformatted -= tag == "pre"

    def _write_link(self, target: str, since: int) -> None:
        shown = "".join(self.pieces[since:]).strip() if not self.breaks or self.pieces else ""
        if not shown or self.hidden or target.startswith("cid:"):
            return
        bare = _SHOWN_ADDRESS.sub(r"\1", target).lower()
        if bare and bare not in shown.lower() and shown.lower().rstrip("/") not in target.lower()[:300]:
            self.pieces.append(f" <{target}>")
