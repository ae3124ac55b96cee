"""Which days ahead are unusual, and what is not known of them."""

from collections.abc import Callable
from datetime import date

from ponte.team.schedules import public_holidays
from ponte.team.schedules.coming import special_days, years_without_data
from ponte.team.schedules.rules import Closure, Extra, Rules, Yearly

DECEMBER = date(2026, 12, 1)


def test_lists_holidays_closures_and_extra_hours_with_their_names(rome: Callable[..., Rules]) -> None:
    rules = rome(
        country="IT", region="MI",
        holidays=[Yearly("12-09", "Founders")],
        closures=[Closure(date(2026, 12, 24), date(2026, 12, 24), 780, 1440, "Early end")],
        extra=[Extra(date(2026, 12, 12), 540, 780, "Rush")],
    )  # fmt: skip
    found = {day.day: (day.is_closed, day.names) for day in special_days(rules, DECEMBER, 31, "it")}
    assert found[date(2026, 12, 7)] == (True, ("Sant'Ambrogio",))
    assert found[date(2026, 12, 8)] == (True, ("Immacolata Concezione",))
    assert found[date(2026, 12, 9)] == (True, ("Founders",))
    assert found[date(2026, 12, 12)] == (False, ("Rush",))
    assert found[date(2026, 12, 24)] == (False, ("Early end",))
    assert date(2026, 12, 26) not in found  # a Saturday is off anyway


def test_a_country_without_data_closes_nothing_and_says_so(rome: Callable[..., Rules]) -> None:
    rules = rome(country="UA", time_zone="Europe/Kyiv")
    assert special_days(rules, DECEMBER) == []
    assert years_without_data(rules, DECEMBER) == [2026, 2027]
    assert years_without_data(rome(country="IT"), DECEMBER) == []
    assert years_without_data(rome(), DECEMBER) == []
    assert public_holidays.is_known("UA", "", 2021)


def test_29_february_comes_in_leap_years_alone(rome: Callable[..., Rules]) -> None:
    hours = rome(holidays=[Yearly("02-29")]).hours()
    assert hours.hours_on(date(2028, 2, 29)) == ()
    assert hours.hours_on(date(2027, 3, 1)) != ()


def test_names_regions_in_words() -> None:
    assert "PT" in public_holidays.countries()
    assert public_holidays.country_name("IT", "uk") == "Італія"
    assert public_holidays.region_name("IT", "MI") == "Milano"
