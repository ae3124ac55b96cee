"""The two bodies of a mail, plain and HTML: the words, the signature, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ponte.lib import richtext

MAX_QUOTED = 20_000  # letters; who wrote more has it in their own outbox

_PAGE = (
    '<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"></head>'
    '<body style="font-family:-apple-system,\'Segoe UI\',Roboto,Helvetica,Arial,sans-serif;'
    'font-size:15px;line-height:1.5">{inside}</body></html>'
)
_QUOTE = 'style="margin:0 0 0 .8ex;border-left:2px solid #ccc;padding-left:1ex"'


@dataclass(frozen=True)
class Quote:
    """What is answered: its attribution line and its plain words."""

    head: str
    text: str


@dataclass(frozen=True)
class Body:
    """Both forms of the same words."""

    text: str
    html: str


def body(html: str, language: str, *, signature: str = "", quote: Quote | None = None) -> Body:
    """Put the bodies together from composer HTML (cleaned), a plain signature and a quote."""
    plain = [richtext.to_text(html)]
    rich = [html]
    if signature:
        plain.append(f"-- \n{signature}")
        rich.append(f'<div class="signature"><p>--&nbsp;<br>{_broken(signature)}</p></div>')
    if quote and quote.text.strip():
        words = _cut(quote.text.strip())
        plain.append("\n".join([quote.head, *_marked(words)]))
        rich.append(
            f'<div class="gmail_quote"><div class="gmail_attr">{escape(quote.head)}</div>'
            f'<blockquote type="cite" class="gmail_quote" {_QUOTE}>{_broken(words)}</blockquote></div>'
        )
    return Body("\n\n".join(plain), _PAGE.format(language=escape(language), inside="".join(rich)))


def _marked(words: str) -> list[str]:
    return [f"> {line}" if line and not line.startswith(">") else f">{line}" for line in words.split("\n")]


def _broken(words: str) -> str:
    return escape(words).replace("\n", "<br>\n")


def _cut(words: str) -> str:
    return words if len(words) <= MAX_QUOTED else words[:MAX_QUOTED].rstrip() + "\n[…]"
