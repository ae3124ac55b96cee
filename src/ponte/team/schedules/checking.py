"""What a schedule must be like: each wrong thing is named with its field and its mend."""

from __future__ import annotations

from itertools import pairwise
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ponte.team.schedules import public_holidays
from ponte.team.schedules.models import Schedule
from ponte.team.schedules.rules import DAY, LONGEST_CLOSURE, Rules, of_year

LEAP = 2024  # a year that has every day


def sound_name(text: str, *, besides: Schedule | None = None) -> str:
    """A name without stray spaces that no other schedule has.

    Raises:
        ValidationError.
    """
    name = " ".join(text.split())
    if not name:
        raise ValidationError({"name": _("Write a name for the schedule.")})
    if len(name) > 80:
        raise ValidationError({"name": _("Shorten the name to 80 characters.")})
    others = Schedule.objects.filter(name__iexact=name)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise ValidationError({"name": _("Another schedule has this name.")})
    return name


def check(rules: Rules) -> None:
    """Refuse rules that cannot be.

    Raises:
        ValidationError: by field.
    """
    wrong: dict[str, list[str]] = {}
    if rules.time_zone not in available_timezones():
        wrong["time_zone"] = [_("Choose a time zone from the list.")]
    if len(rules.week) != 7 or not all(_is_span(*span) for day in rules.week for span in day):
        wrong["week"] = [_("Hours run from 00:00 to 24:00, and end after they begin.")]
    elif any(one[1] > other[0] for day in rules.week for one, other in pairwise(sorted(day))):
        wrong["week"] = [_("Two stretches of one day overlap. Join them, or move one.")]
    elif not any(rules.week) and not rules.extra:
        wrong["week"] = [_("Give at least one day its hours, or no deadline could ever come.")]
    if rules.country and rules.country not in public_holidays.countries():
        wrong["country"] = [_("Choose a country from the list.")]
    elif rules.region and rules.region not in public_holidays.regions(rules.country):
        wrong["region"] = [_("Choose a region of this country.")]
    if any(_is_no_day(one.day) for one in rules.holidays):
        wrong["holidays"] = [_("Write each day as month-day, such as 12-07.")]
    if any(one.last < one.first or not _is_span(one.start, one.end) for one in rules.closures):
        wrong["closures"] = [_("A closure ends after it begins.")]
    elif any((one.last - one.first).days >= LONGEST_CLOSURE for one in rules.closures):
        wrong["closures"] = [_("A closure lasts a year at most. Change the week instead.")]
    if any(not _is_span(one.start, one.end) for one in rules.extra):
        wrong["extra"] = [_("Extra hours end after they begin.")]
    if wrong:
        raise ValidationError(wrong)


def _is_span(start: int, end: int) -> bool:
    return 0 <= start < end <= DAY


def _is_no_day(day: str) -> bool:
    try:
        return of_year(day, LEAP) is None
    except ValueError:
        return True
