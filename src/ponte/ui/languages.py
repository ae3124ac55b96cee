"""Languages by their names."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from django.conf import settings
from django.utils import translation

from ponte.ui.quantities import locale_of


def reader() -> str:
    """The reader's language as HTML wants it: `en`, `pt-BR`."""
    return translation.to_locale(translation.get_language() or "en").replace("_", "-")


def offered() -> list[tuple[str, str]]:
    """The interface's languages, each in its own words."""
    return list(settings.LANGUAGES)


def language_name(code: str) -> str:
    """A language's name in the reader's language; the code itself when nobody knows it."""
    return _named(code, translation.get_language() or "en")


@lru_cache(maxsize=512)
def _named(code: str, reader: str) -> str:
    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name(locale_of(reader))
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code


FILTERS = {"language_name": language_name}
