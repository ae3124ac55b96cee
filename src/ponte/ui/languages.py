"""Languages by their names."""

from __future__ import annotations

from babel import Locale
from babel.core import UnknownLocaleError
from django.conf import settings
from django.utils import translation

from ponte.ui.quantities import locale


def reader() -> str:
    """The reader's language as HTML wants it: `en`, `pt-BR`."""
    return translation.to_locale(translation.get_language() or "en").replace("_", "-")


def offered() -> list[tuple[str, str]]:
    """The interface's languages, each in its own words."""
    return list(settings.LANGUAGES)


def language_name(code: str) -> str:
    """A language's name in the reader's language; the code itself when nobody knows it."""
    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name(locale())
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code


FILTERS = {"language_name": language_name}
