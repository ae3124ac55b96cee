import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.ui import people


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Giulia Ferri", "GF"), ("Олена Коваленко", "ОК"), ("Madonna", "M"), ("javier ortega sáez", "JS"),
     ("marta.bellini@posteo.it", "MB"), ("", "?"), ("🚲", "?"), ("  ", "?")],
)  # fmt: skip
def test_initials(name: str, letters: str) -> None:
    assert people.initials(name) == letters


@given(st.text(), st.one_of(st.integers(), st.text()))
def test_anybody_can_be_drawn(name: str, identity: object) -> None:
    assert people.initials(name)
    assert people.tone(identity) == people.tone(identity)
    assert 1 <= people.tone(identity) <= 6
