import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ponte.ui import quantities


@pytest.mark.parametrize(
    ("language", "number", "share", "size", "several"),
    [
        ("en", "12,400.5", "91%", "4.2 MB", "a, b and c"),
        ("it", "12.400,5", "91%", "4,2 MB", "a, b e c"),
        ("es", "12.400,5", "91%", "4,2 MB", "a, b y c"),
        ("uk", "12 400,5", "91%", "4,2 МБ", "a, b і c"),
        ("pt-br", "12.400,5", "91%", "4,2 MB", "a, b e c"),
    ],
)
def test_five_languages(language: str, number: str, share: str, size: str, several: str) -> None:
    with translation.override(language):
        assert quantities.number(12400.5).replace("\xa0", " ") == number
        assert quantities.percent(0.908) == share
        assert quantities.filesize(4_200_000).replace("\xa0", " ") == size
        assert quantities.listing("abc").replace(" та ", " і ").replace(" й ", " і ") == several


def test_digits_are_fixed_when_asked() -> None:
    with translation.override("en"):
        assert quantities.number(3, 2) == "3.00"
        assert quantities.percent(0.9083, 1) == "90.8%"


@given(st.integers(min_value=0, max_value=10**15))
def test_every_size_is_short(size: int) -> None:
    with translation.override("en"):
        assert len(quantities.filesize(size)) <= 10
