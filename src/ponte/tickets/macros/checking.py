"""What a macro must be before it is kept."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ponte.lib import richtext
from ponte.tickets.macros import places
from ponte.tickets.macros.actions import KINDS, is_well_formed
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.values import PLACES

LONGEST = {"name": 120, "key": 30}
LONGEST_TEXT = 60_000  # letters of HTML in one language
_key = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def tidy(macro: Macro) -> None:
    """Bring its fields into the form in which they are kept."""
    macro.name = " ".join(macro.name.split())
    macro.key = macro.key.strip().lstrip("/").lower()
    cleaned = {code.lower(): richtext.clean(str(text)) for code, text in macro.texts.items()}
    macro.texts = {code: text for code, text in sorted(cleaned.items()) if not richtext.is_empty(text)}
    macro.actions = [[str(what), str(value)] for what, value in macro.actions]


def check(macro: Macro) -> None:
    """Refuse what could not be applied or found.

    Raises:
        ValidationError: by field, in the reader's language.
    """
    wrong: dict[str, list[str]] = {}
    same = Macro.objects.active().filter(owner=macro.owner, team=macro.team).exclude(pk=macro.pk)
    if not macro.name:
        wrong["name"] = [_("Give it a name.")]
    elif same.filter(name__iexact=macro.name).exists():
        wrong["name"] = [_("Another macro has this name.")]
    if macro.key and not _key.fullmatch(macro.key):
        wrong["key"] = [_("A key is letters and digits, with hyphens between them.")]
    elif macro.key and same.filter(key=macro.key).exists():
        wrong["key"] = [_("Another macro has this key.")]
    for name, most in LONGEST.items():
        if len(getattr(macro, name)) > most:
            wrong[name] = [_too_long(most)]
    if not macro.texts and not macro.actions:
        wrong["actions"] = [_("Write a text or choose something that it changes.")]
    if any(what not in KINDS or not is_well_formed(what, value) for what, value in macro.actions):
        wrong["actions"] = [_("Choose one of the values that are offered.")]
    for code, text in macro.texts.items():
        if unknown := places.wrong_in(text, PLACES.keys()):
            wrong[f"text_{code}"] = [_unknown(place) for place in unknown]
        if len(text) > LONGEST_TEXT:
            wrong[f"text_{code}"] = [_too_long(LONGEST_TEXT)]
    if wrong:
        raise ValidationError(wrong)


def _too_long(most: int) -> str:
    return _("It may have %(number)s characters at most.") % {"number": most}


def _unknown(place: str) -> str:
    if place == "{{":
        return _("A place begins with {{ and ends with }}, with no other braces between.")
    return _("%(place)s is not a place that can be filled.") % {"place": place}
