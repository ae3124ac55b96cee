"""Translations of our own words, remembered: Django's gettext costs 5 µs, and a queue page asks 500 times."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils import translation
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup


def language() -> str:
    """The reader's language as Django names it: `en`, `pt-br`."""
    return translation.get_language() or "en"


def phrase(message: str, context: str = "") -> str:
    """The message in the reader's language."""
    return translated(language(), message, context)


@lru_cache(maxsize=8192)
def translated(language: str, message: str, context: str = "") -> str:
    """The message in `language`, which must be the active one (it is the key of the memory)."""
    return translation.pgettext(context, message) if context else translation.gettext(message)


@pass_eval_context
def gettext(evaluating: EvalContext, message: str, /, **values: Any) -> str:
    """`_("Hello %(name)s", name=…)` in a template; values are escaped, the message is ours."""
    return _filled(evaluating, phrase(message), values)


@pass_eval_context
def pgettext(evaluating: EvalContext, context: str, message: str, /, **values: Any) -> str:
    """`gettext` for a word that means several things: the context says which."""
    values.setdefault("context", context)
    return _filled(evaluating, phrase(message, context), values)


@pass_eval_context
def ngettext(evaluating: EvalContext, singular: str, plural: str, number: int, /, **values: Any) -> str:
    """`gettext` by number; `%(num)s` is the number."""
    values.setdefault("num", number)
    return _filled(evaluating, translation.ngettext(singular, plural, number), values)


@pass_eval_context
def npgettext(
    evaluating: EvalContext, context: str, singular: str, plural: str, number: int, /, **values: Any
) -> str:
    """`ngettext` with a context."""
    values.setdefault("context", context)
    values.setdefault("num", number)
    return _filled(evaluating, translation.npgettext(context, singular, plural, number), values)


def _filled(evaluating: EvalContext, text: str, values: dict[str, Any]) -> str:
    pattern = Markup(text) if evaluating.autoescape else text  # noqa: S704 (from our own catalogs)
    return pattern % values if values or "%" in text else pattern


CALLABLES = {"gettext": gettext, "_": gettext, "ngettext": ngettext, "pgettext": pgettext, "npgettext": npgettext}
