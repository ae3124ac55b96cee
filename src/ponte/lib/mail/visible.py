"""All blocks of a body as one: the text in segments, the HTML folded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ponte.lib.mail.cleaning import from_text
from ponte.lib.mail.html_folding import fold_lines
from ponte.lib.mail.htmltext import lines_of
from ponte.lib.mail.lines import Line
from ponte.lib.mail.parsed import Segment
from ponte.lib.mail.quoting import label, reply_of, segments_of
from ponte.lib.mail.texts import Block

_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Visible:
    """What a reader sees."""

    text: str
    segments: tuple[Segment, ...]
    reply_text: str
    html: str
    reply_html: str
    quoted_html: str


def make_visible(blocks: Sequence[Block], subject: str) -> Visible:
    """The blocks one after the other."""
    lines: list[Line] = []
    for block in blocks:
        found = block.lines()
        if lines and found:
            lines.append(Line("", found[0].at))
        lines += found
    labels = label(lines, subject)
    html = _whole_html(blocks)
    reply_html, quoted_html = html, ""
    if html:
        if len(blocks) == 1 and blocks[0].reads_as_html and not blocks[0].beyond:
            reply_html, quoted_html = fold_lines(html, lines, labels)
        else:
            html_lines = blocks[0].html_lines if len(blocks) == 1 else lines_of(html)
            reply_html, quoted_html = fold_lines(html, html_lines, label(html_lines, subject))
            if quoted_html and "quote" not in labels:
                _label_by_html(lines, labels, reply_html)
    segments = segments_of(lines, labels)
    return Visible(
        "\n".join(line.text for line in lines), segments, reply_of(segments), html, reply_html, quoted_html
    )


def _whole_html(blocks: Sequence[Block]) -> str:
    if not any(block.html for block in blocks):
        return ""
    return "<br>".join(block.html or from_text(block.text) for block in blocks)


def _label_by_html(lines: Sequence[Line], labels: list[str], reply_html: str) -> None:
    """Fold the text where the HTML says its quote begins, when the text itself gives no sign of it."""
    reply = _letters("".join(line.text for line in lines_of(reply_html)))
    seen = ""
    for place, line in enumerate(lines):
        if len(seen) >= len(reply) > 0:
            if seen == reply and any(kind == "reply" for kind in labels[:place]):
                labels[place:] = ["quote"] * (len(labels) - place)
            return
        seen += _letters(line.text)
        if not reply.startswith(seen):
            return


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text)
