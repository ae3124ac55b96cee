"""HTML that would take a parser minutes or gigabytes, cut down before one sees it.

The time of an HTML parser grows with the square of the nesting, of the formatting left open, of what stands
loose in a table and of the attributes of one tag. Honest mail stays far below these limits.
"""

from __future__ import annotations

import html as entities
import re

MAX_HTML = 1_000_000  # characters cleaned as HTML; what comes after is kept as text
MAX_DEPTH = 150
_FEW_TAGS = 150
_MAX_REOPENED = 300_000
_MAX_LOOSE = 2000
_LONG_TAG = 20_000
_MAX_ATTRIBUTES = 2000
_FLAT = frozenset(
    [
        "p",
        "br",
        "img",
        "hr",
        "meta",
        "link",
        "col",
        "wbr",
        "input",
        "base",
        "area",
        "li",
        "tr",
        "td",
        "th",
        "dt",
        "dd",
        "tbody",
        "thead",
        "tfoot",
        "html",
        "head",
        "body",
        "option",
        "embed",
        "source",
        "track",
        "param",
        "caption",
        "colgroup",
    ]
)
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_TABLE_PARTS = frozenset(["table", "tbody", "thead", "tfoot", "tr", "colgroup", "col"])
_IN_TABLE = _TABLE_PARTS | frozenset(["td", "th", "caption", "style", "script", "form", "input"])
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s<>/"']*+)[^<>"']*+(?:(?:"[^"<>]*+"|'[^'<>]*+')[^<>"']*+)*+>""")
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*+>")
_BREAKING = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/table|/blockquote|hr)\b[^<>]*+>", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|title|head)\b[^<>]*+>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_UNSEEN_LENIENT = re.compile(r"<(script|style)\b[^<>]*+>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_LONG = re.compile(rf"[^>]{{{_LONG_TAG},}}")


def within_limits(html: str) -> str:
    """The first `MAX_HTML` characters; flattened where too deep, only text where a parser would choke."""
    if len(html) > MAX_HTML:
        html = html[: html.rfind("<", 0, MAX_HTML) if "<" in html[:MAX_HTML] else MAX_HTML]
    if html.count("<") > _FEW_TAGS and _measure(html) == "deep":
        html = _flatten(html)
    if _chokes(html):
        return _only_text(html)
    return html


def beyond_limits(html: str) -> str:
    """The text of what `within_limits` cut off."""
    if len(html) <= MAX_HTML:
        return ""
    return crude_text(html[html.rfind("<", 0, MAX_HTML) if "<" in html[:MAX_HTML] else MAX_HTML :])


def crude_text(html: str) -> str:
    """All text between the tags, without regard to structure: what remains when nothing finer will do."""
    lowered = html.lower()
    if "<script" in lowered or "<style" in lowered:
        html = _UNSEEN_LENIENT.sub("", html)
    return _unescape(_ANY_TAG.sub("", _BREAKING.sub("\n", html)))


def _unescape(text: str) -> str:
    """Entities resolved; the common ones first, without a call of Python for each of a million."""
    if "&" not in text:
        return text
    for entity, char in (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"')):
        text = text.replace(entity, char)
    return text.replace("&amp;", "&") if text.count("&") == text.count("&amp;") else entities.unescape(text)


def _only_text(html: str) -> str:
    return _ANY_TAG.sub("", _BREAKING.sub("\n", _UNSEEN.sub("", html))).replace("\n", "<br>")


def _chokes(html: str) -> bool:
    if html.count("<") > _FEW_TAGS and _measure(html):
        return True
    for found in _LONG.finditer(html):
        tag = _NAME.search(html, found.start(), found.end())
        if tag and found.end() - tag.end() > _LONG_TAG:
            inside = html[tag.end() : found.end()]
            if len(inside.split(None, _MAX_ATTRIBUTES)) + inside.count("=") > _MAX_ATTRIBUTES:
                return True
    return False


def _measure(html: str) -> str:
    """What is excessive, by tag names alone: "deep", "reopened", "loose" or ""."""
    depth = formatting = reopened = loose = 0
    in_table = False
    for slash, name in _NAME.findall(html):
        if not name.islower():
            name = name.lower()
        if name in _FORMATTING:
            formatting = max(0, formatting - 1) if slash else formatting + 1
        elif not slash:
            reopened += formatting
            if reopened > _MAX_REOPENED:
                return "reopened"
        if in_table and not slash and name not in _IN_TABLE:
            loose += 1
            if loose > _MAX_LOOSE:
                return "loose"
        if name in _IN_TABLE:
            in_table = name in _TABLE_PARTS and not (slash and name == "table")
            in_table = in_table or (bool(slash) and name in ("td", "th", "caption"))
        if name not in _FLAT:
            depth = max(0, depth - 1) if slash else depth + 1
            if depth > MAX_DEPTH:
                return "deep"
    return ""


def _flatten(html: str) -> str:
    """Take out the tags that are nested deeper than anybody can see."""
    kept: list[bool] = []

    def keep(found: re.Match[str]) -> str:
        name = found[2].lower()
        if name in _FLAT:
            return found[0]
        if found[1]:
            return found[0] if not kept or kept.pop() else ""
        kept.append(len(kept) < MAX_DEPTH - 20)
        return found[0] if kept[-1] else ""

    return _TAG.sub(keep, html)
