"""A mail to a colleague as a page: one calm column that mail programs on screens of any size show alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
INK, SOFT, LINE, ACCENT, NEGATIVE = "#22262b", "#667079", "#dfe3e6", "#0f5a68", "#b3261e"


@dataclass(frozen=True)
class Item:
    """One thing: what happened, what it is about, and where it is."""

    text: str
    about: str
    address: str
    when: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Part:
    """A heading with its items."""

    title: str
    items: Sequence[Item]


@dataclass(frozen=True)
class Sheet:
    """Everything on the page. `words`: what somebody wrote, quoted; `act`: the button's word and address."""

    language: str
    title: str
    about: str = ""
    words: str = ""
    act: tuple[str, str] | None = None
    parts: Sequence[Part] = ()
    foot: Sequence[tuple[str, str]] = field(default_factory=tuple)


def plain(sheet: Sheet) -> str:
    """As text; addresses stand on lines of their own."""
    lines = [sheet.title, *([sheet.about] if sheet.about else [])]
    if sheet.words:
        lines += ["", *(f"> {line}".rstrip() for line in sheet.words.split("\n"))]
    if sheet.act:
        lines += ["", f"{sheet.act[0]}: {sheet.act[1]}"]
    for part in sheet.parts:
        lines += ["", part.title, "-" * len(part.title)]
        for item in part.items:
            lines += ["", " · ".join(filter(None, (item.text, item.when))), item.about, item.address]
    lines += ["", "-- ", *(f"{words} {address}".rstrip() for words, address in sheet.foot)]
    return "\n".join(line for line in lines if line is not None) + "\n"


def rich(sheet: Sheet) -> str:
    """As HTML, every style inline, nothing loaded from anywhere."""
    inside = [f'<h1 style="margin:0 0 4px;font-size:18px;line-height:1.35;color:{INK}">{escape(sheet.title)}</h1>']
    if sheet.about:
        inside.append(f'<p style="margin:0 0 16px;color:{SOFT}">{escape(sheet.about)}</p>')
    if sheet.words:
        words = escape(sheet.words).replace("\n", "<br>")
        inside.append(
            f'<div style="margin:0 0 20px;padding:2px 0 2px 12px;border-left:2px solid {LINE};color:{INK}">'
            f"{words}</div>"
        )
    if sheet.act:
        inside.append(_button(*sheet.act))
    inside += [_part(part) for part in sheet.parts]
    foot = "<br>".join(
        f'<a href="{escape(address)}" style="color:{SOFT}">{escape(words)}</a>' if address else escape(words)
        for words, address in sheet.foot
    )
    return (
        f'<!DOCTYPE html><html lang="{escape(sheet.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"></head>'
        f'<body style="margin:0;padding:24px 12px;background:#f5f6f4;font-family:{FONT};'
        'font-size:15px;line-height:1.5">'
        f'<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid {LINE};'
        f'border-radius:8px;color:{INK}">{"".join(inside)}</div>'
        f'<p style="max-width:560px;margin:16px auto 0;padding:0 24px;font-size:12px;color:{SOFT}">{foot}</p>'
        "</body></html>"
    )


def _button(word: str, address: str) -> str:
    return (
        f'<p style="margin:0 0 4px"><a href="{escape(address)}" style="display:inline-block;padding:8px 14px;'
        f'border-radius:6px;background:{ACCENT};color:#ffffff;text-decoration:none;font-weight:600">{escape(word)}</a></p>'
    )


def _part(part: Part) -> str:
    return (
        f'<h2 style="margin:20px 0 0;padding-bottom:4px;border-bottom:1px solid {LINE};font-size:13px;color:{SOFT}">'
        f"{escape(part.title)}</h2>{''.join(map(_item, part.items))}"
    )


def _item(item: Item) -> str:
    color = NEGATIVE if item.is_late else SOFT
    when = f'<span style="color:{color};font-size:13px"> · {escape(item.when)}</span>' if item.when else ""
    return (
        f'<p style="margin:10px 0 0"><a href="{escape(item.address)}" style="color:{INK};font-weight:600;'
        f'text-decoration:none">{escape(item.text)}</a>{when}<br>'
        f'<span style="color:{SOFT}">{escape(item.about)}</span></p>'
    )
