"""The language a customer writes in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ponte.lib.mail.language_words import by_little_words

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = ("en", "it", "es", "uk", "pt", "fr", "de", "pl", "ru", "nl", "ro")
_LOOKED_AT = 600  # characters
_ENOUGH = 160  # characters for the models; more costs time and changes nothing
_FEWEST_LETTERS = 10
_CERTAIN = 0.12  # how far the first must be ahead of the second
_NO_WORDS = re.compile(r"<?https?://\S+|\S+@\S+|www\.\S+|[\d_#*>|=~^{}\[\]\\/+<-]+")
_SPACES = re.compile(r"\s+")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")


def detect(text: str) -> str:
    """An ISO 639-1 code out of `LANGUAGES`; "" when the text is too short or could be several."""
    text = _SPACES.sub(" ", _NO_WORDS.sub(" ", text[:_LOOKED_AT])).strip()
    clear = by_little_words(text)
    if clear:
        return clear
    words = text[:_ENOUGH]
    letters = sum(map(str.isalpha, words))
    if letters < _FEWEST_LETTERS:
        return _by_letters(words)
    found = _detector().detect_language_of(words)
    return found.iso_code_639_1.name.lower() if found else _by_letters(words)


def load() -> None:
    """Load the models now (a second or two), so that no message waits for them."""
    _detector()


def _by_letters(words: str) -> str:
    if _UKRAINIAN.search(words) and not _RUSSIAN.search(words):
        return "uk"
    return ""


@cache
def _detector() -> LanguageDetector:
    # some 100 MB: only the processes that read mail pay for it
    from lingua import IsoCode639_1, Language, LanguageDetectorBuilder

    languages = [Language.from_iso_code_639_1(getattr(IsoCode639_1, code.upper())) for code in LANGUAGES]
    return LanguageDetectorBuilder.from_languages(*languages).with_minimum_relative_distance(_CERTAIN).build()
