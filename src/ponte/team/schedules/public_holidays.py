"""Public holidays by country and region, and where nothing is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

import holidays
from babel import Locale

LANGUAGES = {
    "en": ("en_US", "en_GB"),
    "it": ("it", "it_IT"),
    "es": ("es",),
    "uk": ("uk",),
    "pt-br": ("pt_BR", "pt_PT"),
}
SPECIAL = {"UK"}  # another word for GB


@cache
def countries() -> tuple[str, ...]:
    """The codes of all countries that holidays are known of, in some year."""
    return tuple(code for code in sorted(holidays.list_supported_countries(False)) if code not in SPECIAL)


@cache
def regions(country: str) -> tuple[str, ...]:
    """The codes of a country's regions with holidays of their own."""
    return tuple(holidays.list_supported_countries(False).get(country, ()))


def country_name(country: str, language: str) -> str:
    """The country in words of `language`."""
    return str(Locale.parse(language, sep="-").territories.get(country, country))


@lru_cache(maxsize=512)
def region_name(country: str, region: str) -> str:
    """The region as its own people call it, where that is known."""
    kind = type(holidays.country_holidays(country))
    known: Mapping[str, str] = getattr(kind, "subdivisions_aliases", {})
    return next((name for name, code in known.items() if code == region), region)


@lru_cache(maxsize=512)
def days(country: str, region: str, year: int, language: str = "en") -> Mapping[date, str]:
    """The holidays of a year with their names, in `language` where the country has them in it."""
    if not country:
        return {}
    spoken = getattr(holidays.country_holidays(country), "supported_languages", ())
    wanted = next((code for code in (*LANGUAGES.get(language, ()), "en_US") if code in spoken), None)
    found = holidays.country_holidays(country, subdiv=region or None, years=year, language=wanted)
    return {day: name for day, name in sorted(found.items()) if day.year == year}


def is_known(country: str, region: str, year: int) -> bool:
    """Whether there is any data: a country without holidays for a year (Ukraine since 2023) has none to offer."""
    return bool(days(country, region, year))
