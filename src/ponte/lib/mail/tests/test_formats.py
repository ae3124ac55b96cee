"""The small formats that a body may be in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.calendars import describe_calendar
from ponte.lib.mail.cleansing import cleanse, cleanse_line
from ponte.lib.mail.enriched import plain_from_enriched
from ponte.lib.mail.flowed import unflow
from ponte.lib.mail.rtf import plain_from_rtf
from ponte.lib.mail.styles import clean_style, hides


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("a \nb\nc", "a b\nc"),
        ("> a \n> b\n>> c", "> a b\n>> c"),
        (" >not a quote", ">not a quote"),
        ("-- \nAnn", "-- \nAnn"),
        ("a \n> b", "a \n> b"),
    ],
)
def test_flowed_lines_are_joined(flowed: str, text: str) -> None:
    assert unflow(flowed) == text


def test_enriched_text_is_plain() -> None:
    assert (
        plain_from_enriched("<bold>a</bold>\nb\n\nc <color><param>red</param>d</color> <<e>")
        == "a b\nc d <e>"
    )


def test_an_all_day_event_and_a_universal_time() -> None:
    event = "BEGIN:VEVENT\nSUMMARY:{0}\nDTSTART{1}\nEND:VEVENT\n"
    text = describe_calendar(
        event.format("a", ";VALUE=DATE:20261103") + event.format("b", ":20261103T101200Z")
    )
    assert text == "a\n2026-11-03\n\nb\n2026-11-03 10:12 (UTC)"


def test_rtf_gives_its_text() -> None:
    data = rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 A;}}\f0 \'cf\'f0\'e8\'e2\'b3\'f2\par{\*\g x}caff\u232?\tab \{y\}}"
    assert plain_from_rtf(data) == "Привіт\ncaffè\t{y}"


@given(st.binary(max_size=200))
def test_any_rtf_gives_some_text(data: bytes) -> None:
    plain_from_rtf(rb"{\rtf1 " + data).encode()


@given(st.text(st.characters(), max_size=200))
def test_cleansed_text_can_be_stored(text: str) -> None:
    clean = cleanse(text)
    assert b"\x00" not in clean.encode()
    assert "\r" not in clean
    assert "\n" not in cleanse_line(text)


def test_styles_keep_what_is_harmless() -> None:
    assert (
        clean_style("Color: red; position:fixed; margin:-20px; background:url(x); width:50%")
        == "color:red;width:50%"
    )
    assert clean_style("color:red;/**/") == "color:red"


@pytest.mark.parametrize(
    "style", ["display:none", "display: none !important", "font-size:0px;color:#fff", "mso-hide:all"]
)
def test_hiding_styles_are_known(style: str) -> None:
    assert hides(style)


@pytest.mark.parametrize("style", ["display:block", "font-size:0.9em", "opacity:0.5", "max-height:0.5em", ""])
def test_showing_styles_are_known(style: str) -> None:
    assert not hides(style)
