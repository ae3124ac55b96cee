"""What is wrong with a value, in the caller's language: the validator speaks English only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ponte.api.problems import Problem, Wrong, invalid

# By the validator's name of the error; places are filled from what it says beside.
WORDS: dict[str, Any] = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_type": gettext_lazy("Write text."),
    "string_too_short": gettext_lazy("Write at least %(min_length)s characters."),
    "string_too_long": gettext_lazy("Write at most %(max_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("This does not have the form that is expected."),
    "string_unicode": gettext_lazy("This holds characters that do not exist."),
    "no_nul": gettext_lazy("This holds a character that cannot be kept (U+0000)."),
    "int_type": gettext_lazy("Write a whole number."),
    "int_parsing": gettext_lazy("Write a whole number."),
    "int_parsing_size": gettext_lazy("This number is too large."),
    "int_from_float": gettext_lazy("Write a whole number."),
    "greater_than_equal": gettext_lazy("Write a number from %(ge)s."),
    "less_than_equal": gettext_lazy("Write a number up to %(le)s."),
    "bool_type": gettext_lazy("Write true or false."),
    "bool_parsing": gettext_lazy("Write true or false."),
    "enum": gettext_lazy("Choose one of: %(expected)s."),
    "literal_error": gettext_lazy("Choose one of: %(expected)s."),
    "list_type": gettext_lazy("Write a list."),
    "too_long": gettext_lazy("Write at most %(max_length)s."),
    "too_short": gettext_lazy("Write at least %(min_length)s."),
    "dict_type": gettext_lazy("Write an object."),
    "model_type": gettext_lazy("Write an object."),
    "model_attributes_type": gettext_lazy("Write an object."),
    "datetime_type": gettext_lazy("Write a moment such as 2026-11-22T09:30:00Z."),
    "datetime_parsing": gettext_lazy("Write a moment such as 2026-11-22T09:30:00Z."),
    "datetime_from_date_parsing": gettext_lazy("Write a moment such as 2026-11-22T09:30:00Z."),
    "datetime_object_invalid": gettext_lazy("Write a moment such as 2026-11-22T09:30:00Z."),
    "timezone_aware": gettext_lazy("Say the time zone too, as in 2026-11-22T09:30:00Z."),
}


def problem_of(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """422 for what the validator found; each field once."""
    found: dict[tuple[str, str], Wrong] = {}
    for error in errors:
        place, path = where(error["loc"])
        found.setdefault((place, path), Wrong(path, words_for(error), place))
    return invalid(*found.values())


def where(loc: Sequence[Any]) -> tuple[str, str]:
    """The part of the request, and the field within it: `("body", "tags.0")`."""
    place, *rest = loc
    if place in ("body", "form", "file"):
        # The first word is the parameter's name in our code; a union adds the names of its types.
        kept = [str(word) for word in rest[1:] if not _is_type(str(word))]
        return "body", ".".join(kept)
    return str(place), str(rest[-1]) if rest and not _is_type(str(rest[-1])) else str(rest[0]) if rest else ""


def _is_type(word: str) -> bool:
    return "[" in word or word in ("int", "str", "constrained-int", "constrained-str", "function-plain")


def words_for(error: Mapping[str, Any]) -> str:
    """The error in words."""
    words = WORDS.get(error["type"])
    if words is None:
        return _("This value cannot be taken.")
    return str(words) % _Known(error.get("ctx") or {})


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"
