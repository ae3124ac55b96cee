"""The form of a schedule: hours and days as lines of text, so that a whole year is quickly typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from babel.dates import get_day_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ponte.desk.administration.schedules import written
from ponte.team.schedules import public_holidays
from ponte.team.schedules.rules import Rules
from ponte.ui.quantities import locale

NONE = [("", _("None"))]


def zones() -> list[tuple[str, Any]]:
    """The world's time zones by region."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key in sorted(available_timezones()):
        region, slash, place = key.partition("/")
        if slash and region not in ("Etc", "posix", "right", "SystemV", "US", "Brazil", "Canada", "Chile", "Mexico"):
            groups.setdefault(region, []).append((key, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *groups.items()]


def countries() -> list[tuple[str, Any]]:
    """Countries in the reader's words and order."""
    language = get_language() or "en"
    named = [(code, public_holidays.country_name(code, language)) for code in public_holidays.countries()]
    return [*NONE, *sorted(named, key=lambda pair: pair[1])]


def regions(country: str) -> list[tuple[str, Any]]:
    """Regions of a country by name."""
    codes = public_holidays.regions(country) if country in public_holidays.countries() else ()
    named = [(code, public_holidays.region_name(country, code)) for code in codes]
    return [("", _("Whole country")), *sorted(named, key=lambda pair: pair[1])]


class ScheduleForm(forms.Form):
    """A schedule's name, week, holidays, closures and extra hours."""

    name = forms.CharField(label=_("Name"), max_length=80)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    country = forms.ChoiceField(label=_("Country"), choices=countries, required=False)
    region = forms.CharField(label=_("Region"), required=False)
    holidays = forms.CharField(
        label=_("Own holidays, every year"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "12-07 Sant’Ambrogio"}),
        help_text=_("A line each: month-day and a name."),
    )
    closures = forms.CharField(
        label=_("Closures"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "2026-12-24 13:00-24:00\n2026-12-28..2026-12-31"}),
        help_text=_("A line each: a date or from..to, hours where it is not the whole day, and a name."),
    )
    extra = forms.CharField(
        label=_("Extra hours"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "2026-12-12 09:00-13:00"}),
        help_text=_("A line each: a date, hours and a name. They count even on a holiday."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = get_day_names("wide", locale=locale())
        for day in range(7):
            self.fields[f"day_{day}"] = forms.CharField(label=names[day].capitalize(), required=False, max_length=120)

    def days(self) -> list[forms.BoundField]:
        """The fields of the week, from Monday."""
        return [self[f"day_{day}"] for day in range(7)]

    def region_choices(self) -> list[tuple[str, Any]]:
        """What the region may be, by the country that is chosen."""
        return regions(str(self["country"].value() or ""))

    def clean(self) -> dict[str, Any]:
        """Read the typed hours and days; what cannot be read is said at its field."""
        data = self.cleaned_data
        week = [self._read(f"day_{day}", written.spans) for day in range(7)]
        data["week"] = tuple(day or () for day in week)
        for name, reader in (("holidays", written.yearly), ("closures", written.closures), ("extra", written.extra)):
            data[name] = self._read(name, reader) or []
        return data

    def rules(self) -> Rules:
        """What the behaviour takes."""
        data = self.cleaned_data
        return Rules(
            data["time_zone"], data["week"], data["country"], data["region"] if data["country"] else "",
            data["holidays"], data["closures"], data["extra"],
        )  # fmt: skip

    def _read(self, name: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(self.cleaned_data.get(name) or "")
        except ValidationError as error:
            self.add_error(name, error)
            return None


def initial_of(name: str, rules: Rules) -> dict[str, Any]:
    """What the form shows of a schedule."""
    return {
        "name": name,
        "time_zone": rules.time_zone,
        "country": rules.country,
        "region": rules.region,
        "holidays": written.of_yearly(rules.holidays),
        "closures": written.of_closures(rules.closures),
        "extra": written.of_extra(rules.extra),
        **{f"day_{number}": written.of_spans(day) for number, day in enumerate(rules.week)},
    }
