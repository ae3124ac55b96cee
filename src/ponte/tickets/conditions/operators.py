"""The words between a field and its value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Takes(StrEnum):
    """What stands after the operator."""

    NOTHING = "nothing"
    MANY = "many"  # a list of values
    ONE = "one"
    TEXT = "text"
    NUMBER = "number"
    SPAN = "span"  # "30m", "2h", "7d", "3w"
    DATE = "date"  # "2026-11-22", or a moment with its offset
    PERIOD = "period"  # "today", "this_week", or a date


@dataclass(frozen=True)
class Operator:
    """`sentence` holds %(field)s and, when the operator takes a value, %(value)s.

    `negates`: the operator of which this one is the contrary; only that one is compiled and tested.
    """

    key: str
    label: Words
    sentence: Words
    takes: Takes
    negates: str = ""


IS = Operator("is", _("is"), _("%(field)s is %(value)s"), Takes.MANY)
IS_NOT = Operator("is_not", _("is not"), _("%(field)s is not %(value)s"), Takes.MANY, "is")
AT_LEAST = Operator("at_least", _("is at least"), _("%(field)s is at least %(value)s"), Takes.ONE)
AT_MOST = Operator("at_most", _("is at most"), _("%(field)s is at most %(value)s"), Takes.ONE)
FILLED = Operator("is_not_empty", _("is there"), _("%(field)s is there"), Takes.NOTHING)
EMPTY = Operator("is_empty", _("is empty"), _("%(field)s is empty"), Takes.NOTHING, "is_not_empty")

CONTAINS = Operator("contains", _("contains"), _("%(field)s contains %(value)s"), Takes.TEXT)
LACKS = Operator(
    "does_not_contain", _("does not contain"), _("%(field)s does not contain %(value)s"), Takes.TEXT, "contains"
)
BEGINS = Operator("starts_with", _("begins with"), _("%(field)s begins with %(value)s"), Takes.TEXT)
ENDS = Operator("ends_with", _("ends with"), _("%(field)s ends with %(value)s"), Takes.TEXT)
SAYS = Operator("is", _("is"), _("%(field)s is %(value)s"), Takes.TEXT)
SAYS_NOT = Operator("is_not", _("is not"), _("%(field)s is not %(value)s"), Takes.TEXT, "is")

EQUALS = Operator("is", _("is"), _("%(field)s is %(value)s"), Takes.NUMBER)
DIFFERS = Operator("is_not", _("is not"), _("%(field)s is not %(value)s"), Takes.NUMBER, "is")
NUMBER_AT_LEAST = Operator("at_least", _("is at least"), _("%(field)s is at least %(value)s"), Takes.NUMBER)
NUMBER_AT_MOST = Operator("at_most", _("is at most"), _("%(field)s is at most %(value)s"), Takes.NUMBER)
MORE_THAN = Operator("more_than", _("is more than"), _("%(field)s is more than %(value)s"), Takes.NUMBER)
LESS_THAN = Operator("less_than", _("is less than"), _("%(field)s is less than %(value)s"), Takes.NUMBER)

HAS_ANY = Operator("has_any", _("has any of"), _("%(field)s: %(value)s"), Takes.MANY)
HAS_ALL = Operator("has_all", _("has all of"), _("%(field)s: %(value)s"), Takes.MANY)
HAS_NONE = Operator("has_none", _("has none of"), _("%(field)s: not %(value)s"), Takes.MANY, "has_any")

WITHIN_LAST = Operator("within_last", _("within the last"), _("%(field)s within the last %(value)s"), Takes.SPAN)
WITHIN_NEXT = Operator("within_next", _("within the next"), _("%(field)s within the next %(value)s"), Takes.SPAN)
LONGER_AGO = Operator("older_than", _("longer ago than"), _("%(field)s more than %(value)s ago"), Takes.SPAN)
FURTHER_OFF = Operator("later_than", _("further off than"), _("%(field)s more than %(value)s from now"), Takes.SPAN)
BEFORE = Operator("before", _("before"), _("%(field)s before %(value)s"), Takes.DATE)
AFTER = Operator("after", _("after"), _("%(field)s after %(value)s"), Takes.DATE)
DURING = Operator("is", _("is"), _("%(field)s %(value)s"), Takes.PERIOD)
NOT_DURING = Operator("is_not", _("is not"), _("%(field)s not %(value)s"), Takes.PERIOD, "is")
EVER = Operator("is_not_empty", _("is set"), _("%(field)s is set"), Takes.NOTHING)
NEVER = Operator("is_empty", _("is not set"), _("%(field)s is not set"), Takes.NOTHING, "is_not_empty")

TRUE = Operator("is", _("is"), _("%(field)s: %(value)s"), Takes.ONE)
