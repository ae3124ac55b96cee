"""Text that must look in a certain way. RE2 reads the patterns: its time grows with the text alone, never faster."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import re2
from django.utils.translation import gettext as _

from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.values.base import text_of
from ponte.tickets.fields.values.text import LINE, Text

if TYPE_CHECKING:
    from ponte.tickets.fields.models import CustomField

LONGEST = 300  # characters of a pattern
MEMORY = 1 << 20  # bytes that one compiled pattern may take


class Pattern(Text):
    def read(self, field: CustomField, given: Any) -> Any:
        text = text_of("" if given is None else given, LINE)
        if not text:
            return None
        if "\n" in text:
            raise Refused(_("Write one line."))
        if field.settings.get("capitals"):
            text = text.upper()
        if not compiled(field.settings["pattern"]).fullmatch(text):
            example = field.settings.get("example")
            if example:
                raise Refused(_("This does not look right. It looks like this: %(example)s") % {"example": example})
            raise Refused(_("This does not look right: it must fit %(pattern)s") % dict(field.settings))
        return text

    def settings(self, given: Mapping[str, Any]) -> dict[str, Any]:
        pattern = text_of(given.get("pattern") or "", LONGEST)
        example = text_of(given.get("example") or "", LINE)
        if not pattern:
            raise Refused(_("Write the pattern, such as [A-Z]{2}-[0-9]{4}."))
        try:
            found = compiled(pattern)
        except re2.error as error:
            why = error.args[0].decode(errors="replace") if error.args and isinstance(error.args[0], bytes) else error
            raise Refused(_("This pattern is not understood: %(why)s") % {"why": str(why)[:200]}) from error
        if example and not found.fullmatch(example):
            raise Refused(_("The example does not fit the pattern."))
        return {"pattern": pattern, "example": example, "capitals": bool(given.get("capitals"))}


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Any:
    """The pattern, ready.

    Raises:
        re2.error: it is not understood, or would take too much memory.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    return re2.compile(pattern, options)
