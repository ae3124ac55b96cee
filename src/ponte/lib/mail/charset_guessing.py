"""Which single-byte charset a text without a true name is in, by the letters each would give."""

from __future__ import annotations

import re

_CANDIDATES = (
    "cp1251",
    "koi8_u",
    "cp1252",
    "cp1250",
    "iso8859_2",
    "cp866",
    "iso8859_5",
    "mac_cyrillic",
    "cp850",
)
_CYRILLIC_COMMON = frozenset("оаинетвсрілкумдпязьйгбчшцжющхїєґыэъё")
_CYRILLIC_RARE = frozenset("џћђљњѕјќѓѐѝўЏЋЂЉЊЅЈЌЃЎ")
_LATIN_WESTERN = frozenset("àèéìòùáíóúñçãõâêôüöäßëïîûåøæœÀÈÉÌÒÙÁÍÓÚÑÇÃÕÂÊÔÜÖÄËÅØÆ")
_LATIN_EASTERN = frozenset("ąęłśćńźżóčšžřěůýďťňăâîșțşţőűğışİĞŞāēģīķļņūėųįĄŁŚĆŻŹÓŠČŽ")
_LATIN = _LATIN_WESTERN | _LATIN_EASTERN
_PUNCTUATION = frozenset("«»“”„‘’‚–—…№°€£§©®™•·¿¡ªº²³½±×\u00a0")
_AROUND = re.compile(rb"[A-Za-z]?[\x80-\xff]+[A-Za-z]?")


def best_guess(data: bytes) -> tuple[str, float]:
    """(codec, likelihood) of the most likely reading."""
    scores = [(likelihood(data, codec), -order, codec) for order, codec in enumerate(_CANDIDATES)]
    score, _, codec = max(scores)
    return codec, score


def likelihood(data: bytes, codec: str) -> float:
    """How natural the non-ASCII letters look under `codec`, a mean for a letter; about -2 to 1.5."""
    total, letters = 0.0, 0
    for run in _AROUND.findall(data):
        try:
            text = run.decode(codec)
        except UnicodeDecodeError:
            text, total = run.decode(codec, "replace"), total - 1.0
        total += _score(text)
        letters += sum(1 for char in text if char > "\x7f")
        if letters > 800:
            break
    return total / letters if letters else 0.0


def _score(text: str) -> float:
    score = 0.0
    last = len(text) - 1
    for place, char in enumerate(text):
        if char <= "\x7f":
            continue
        before = text[place - 1] if place else ""
        after = text[place + 1] if place < last else ""
        if "\u0400" <= char <= "\u04ff":
            score += _score_cyrillic(char, before, after)
        elif "\u0370" <= char <= "\u0eff":
            score += 1.0  # Greek, Hebrew, Arabic, Thai: only ever declared, never guessed
        elif char.isalpha() and char not in "ªº":
            score += _score_latin(char, before, after)
        elif char in _PUNCTUATION:
            score += _score_mark(char, before, after)
        else:
            score -= 1.5  # box drawing, controls, holes
    return score


def _score_cyrillic(char: str, before: str, after: str) -> float:
    if (before and before <= "\x7f") or (after and after <= "\x7f"):
        return -1.0
    if char in _CYRILLIC_RARE:
        return -0.5
    if not before and not after:
        return 0.3
    if char in _CYRILLIC_COMMON:
        return 1.2
    # "пРИВЕТ" is KOI8 read as Windows, or the other way round
    return -0.8 if before.islower() else 0.6


def _score_latin(char: str, before: str, after: str) -> float:
    if (before > "\x7f" and before.isalpha()) or char not in _LATIN:
        return -0.9 if char not in _LATIN_EASTERN or before not in _LATIN_EASTERN else 0.3
    if char.isupper() and before.islower():
        return -0.5
    if not before and not after:
        return 0.4
    return 1.0 if char in _LATIN_WESTERN else 0.9


def _score_mark(char: str, before: str, after: str) -> float:
    if char in "¿¡":
        return -1.0 if before.isalpha() else 1.0
    if before.isalpha() and after.isalpha() and char not in "’‘":
        return -0.6  # "sko³a"
    return 0.5
