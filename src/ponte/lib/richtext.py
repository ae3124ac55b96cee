"""What our own composer writes: a small, safe HTML, and its plain-text twin."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import nh3

TAGS = {
    "p", "br", "div", "b", "strong", "i", "em", "u", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "img", "span", "h3", "h4", "hr",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "span": {"data-agent"}}
SCHEMES = {"http", "https", "mailto", "tel", "cid"}


def clean(source: str) -> str:
    """The same content with nothing in it that could run, track or imitate; never raises."""
    return nh3.clean(
        source.replace("\x00", ""),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        allowed_classes={"span": {"mention"}},
        link_rel="noopener noreferrer",
    ).strip()


def from_text(text: str) -> str:
    """Plain text as HTML paragraphs; line breaks are kept."""
    blocks = [block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n")]
    return "".join(f"<p>{html.escape(block).replace(chr(10), '<br>')}</p>" for block in blocks if block.strip())


def is_empty(source: str) -> bool:
    """Whether nothing would be seen."""
    return not to_text(source).strip() and "<img" not in source


def to_text(source: str) -> str:
    """The visible words, one paragraph a line block, lists with marks, links as `words <url>`."""
    writer = _Writer()
    writer.feed(source)
    writer.close()
    return writer.result()


class _Writer(HTMLParser):
    _BREAKS = {"p", "div", "ul", "ol", "blockquote", "pre", "h3", "h4", "hr"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._lists: list[int | None] = []
        self._href = ""
        self._label: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._out.append("\n")
        elif tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
            self._break("\n" if len(self._lists) > 1 else "\n\n")
        elif tag == "li":
            self._break("\n")
            self._out.append(self._mark())
        elif tag in self._BREAKS:
            self._break("\n\n")
        elif tag == "a":
            self._href, self._label = dict(attrs).get("href") or "", []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in self._BREAKS:
            self._break("\n\n")
        elif tag == "a" and self._href:
            label = "".join(self._label).strip()
            if label.rstrip("/") != self._href.removeprefix("mailto:").removeprefix("tel:").rstrip("/"):
                self._out.append(f" <{self._href}>")
            self._href = ""

    def handle_data(self, data: str) -> None:
        self._out.append(data)
        self._label.append(data)

    def _mark(self) -> str:
        indent = "  " * max(0, len(self._lists) - 1)
        if self._lists and (count := self._lists[-1]) is not None:
            self._lists[-1] = count + 1
            return f"{indent}{count + 1}. "
        return f"{indent}- "

    def _break(self, kind: str) -> None:
        joined = "".join(self._out).rstrip(" ")
        self._out = [joined.rstrip("\n") + kind if joined.strip() else ""]

    def result(self) -> str:
        return "".join(self._out).strip()
