"""Hours and days as they are typed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ponte.desk.administration.schedules import written
from ponte.team.schedules.rules import Closure, Extra, Yearly


def test_reads_what_people_write() -> None:
    assert written.spans("9-13, 14:00–18:30") == ((540, 780), (840, 1110))
    assert written.spans("00:00-24:00") == ((0, 1440),)
    assert written.spans(" ") == ()
    assert written.yearly("12-07 Sant'Ambrogio\n\n01-02") == [Yearly("12-07", "Sant'Ambrogio"), Yearly("01-02")]
    day = date(2026, 12, 24)
    assert written.closures("2026-12-24 13:00-24:00 Eve\n2026-12-24..2026-12-31 Winter") == [
        Closure(day, day, 780, 1440, "Eve"),
        Closure(day, date(2026, 12, 31), name="Winter"),
    ]
    assert written.extra("2026-12-24 9-13 Rush") == [Extra(day, 540, 780, "Rush")]


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (written.spans, "9 to 5"),
        (written.spans, "22:00-06:00"),
        (written.spans, "09:75-10:00"),
        (written.yearly, "7 December"),
        (written.closures, "2026-02-30"),
        (written.closures, "tomorrow"),
        (written.extra, "2026-12-24"),
        (written.extra, "2026-12-24..2026-12-26 9-13"),
    ],
)
def test_says_what_it_cannot_read(reader: object, text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        reader(text)  # type: ignore[operator]
    assert "“" in refusal.value.messages[0]


spans = st.tuples(st.integers(0, 1440), st.integers(0, 1440)).filter(lambda pair: pair[0] < pair[1])
names = st.text(st.sampled_from("abcàїñ "), max_size=20).map(str.strip)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(st.lists(spans, max_size=4))
def test_hours_come_back_as_they_were(day: list[tuple[int, int]]) -> None:
    assert written.spans(written.of_spans(day)) == tuple(day)


@given(days, days, spans, names)
def test_days_come_back_as_they_were(first: date, last: date, span: tuple[int, int], name: str) -> None:
    closures, extra = [Closure(first, last, *span, name)], [Extra(first, *span, name)]
    assert written.closures(written.of_closures(closures)) == closures
    assert written.extra(written.of_extra(extra)) == extra
    assert written.yearly(written.of_yearly([Yearly("12-07", name)])) == [Yearly("12-07", name)]
