"""Numbers, sizes and lists as the reader writes them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from babel import Locale, lists, numbers, units
from django.utils import translation

from ponte.ui.phrases import language

UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")


@lru_cache(maxsize=64)
def locale_of(code: str) -> Locale:
    """Babel's locale for one of Django's language codes. English is British: day before month, 24 hours."""
    return Locale.parse("en_GB" if code == "en" else translation.to_locale(code))


def locale() -> Locale:
    """The reader's locale."""
    return locale_of(language())


def number(value: float, digits: int | None = None) -> str:
    """A number with the reader's separators; `digits` fixes how many stand after the point."""
    if digits is None:
        return numbers.format_decimal(value, locale=locale())
    return numbers.format_decimal(value, format="#,##0." + "0" * digits if digits else "#,##0", locale=locale())


def percent(share: float, digits: int = 0) -> str:
    """A share from 0 to 1 as a percentage."""
    return numbers.format_percent(
        share, format="#,##0" + ("." + "0" * digits if digits else "") + "%", locale=locale()
    )


def filesize(size: int) -> str:
    """A size in bytes, in the unit that keeps it short, a thousand to a step."""
    value, step = float(size), 0
    while value >= 999.5 and step < len(UNITS) - 1:
        value, step = value / 1000, step + 1
    rounded = round(value, 1) if step and value < 10 else round(value)
    return units.format_unit(rounded, UNITS[step], length="short", locale=locale())


def listing(items: Iterable[object], style: Literal["standard", "or"] = "standard") -> str:
    """Words joined as a sentence joins them: "a, b and c"; `or` for a choice. Some languages lack the others."""
    return lists.format_list([str(item) for item in items], style=style, locale=locale())


FILTERS = {"number": number, "percent": percent, "filesize": filesize, "listing": listing}
