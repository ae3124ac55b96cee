from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ponte.lib.mail.cleaning import clean
from ponte.lib.mail.htmltext import text_of


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' jav&#x09;ascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
        "<iframe src='https://x.example'></iframe>",
        "<form action='https://x.example'><input name=p><button>go</button></form>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
        "<meta http-equiv=refresh content='0;url=https://x.example'>",
        "<base href='https://x.example/'>",
        "<link rel=stylesheet href='https://x.example/a.css'>",
        "<style>@import 'https://x.example/a.css'</style>",
        "<div style='background:url(https://x.example/a.png)'>x</div>",
        "<div style='background:u\\72l(https://x.example/a.png)'>x</div>",
        "<div style='background-image:image-set(\"https://x.example/a.png\" 1x)'>x</div>",
        "<div style='position:fixed;top:0;left:0;z-index:9'>x</div>",
        "<table background='https://x.example/a.png'><tr><td>x</td></tr></table>",
        "<img srcset='https://x.example/a.png 1x' src='//x.example/b.png'>",
        "<video poster='https://x.example/a.png' src='https://x.example/v.mp4'></video>",
        "<object data='https://x.example/a'></object><embed src='https://x.example/a'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<!--[if mso]><script>alert(1)</script><![endif]-->",
    ],
)
def test_nothing_that_acts_or_fetches_stays(evil: str) -> None:
    safe = clean(evil).lower()
    for word in (
        "script",
        "onerror",
        "onload",
        "<iframe",
        "<form",
        "<input",
        "<svg",
        "<meta",
        "<base",
        "<link",
        "url(",
    ):
        assert word not in safe or "&lt;" in safe, safe
    assert not re.search(
        r'\s(?:src|srcset|poster|background|data|action)="(?!cid:|data:image/(?:png|gif|jpe?g|webp);)', safe
    )
    assert "position" not in safe
    assert "image-set" not in safe


def test_remote_pictures_wait_and_enclosed_ones_do_not() -> None:
    safe = clean(
        "<img src='https://x.example/a.png' alt='a &gt; b'><img src='cid:logo@x'><img src='//x.example/b.png'>"
    )
    assert 'data-remote-src="https://x.example/a.png"' in safe
    assert ' src="cid:logo@x"' in safe
    assert 'src="//' not in safe.replace("data-remote-src", "")
    assert ' src="https' not in safe


def test_links_open_outside_and_tell_nothing() -> None:
    safe = clean(
        "<a href='https://x.example' target=_top>x</a><a href='mailto:a@x.example'>y</a><a href='tel:+39'>z</a>"
    )
    assert safe.count('target="_blank"') == 3
    assert safe.count('rel="noopener noreferrer"') == 3


def test_what_makes_mail_look_right_stays() -> None:
    cell = '<td style="color:#333;padding:8px">x</td>'
    html = f'<table width="600" cellpadding="4" bgcolor="#eee"><tbody><tr>{cell}</tr></tbody></table>'
    assert clean(html) == html


def test_small_pictures_in_the_html_stay_and_large_ones_go() -> None:
    assert "data:image/png;base64,iVBO" in clean("<img src='data:image/png;base64,iVBO'>")
    assert "data:image" not in clean("<img src='data:image/png;base64," + "A" * 300_000 + "'>")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "deep text" + "</div>" * 10_000,
        "<div>" * 100_000 + "deep text",
        "<p>" + "".join(f"<font color={n}>" for n in range(300)) + "</p>" + "<p>x</p>" * 5_000 + "deep text",
        "<table>" + "<b>x</b>" * 20_000 + "deep text",
        "<a " + " ".join(f"a{n}=1" for n in range(60_000)) + ">deep text</a>",
        "<" * 100_000 + " deep text",
        "<table><tr><td>" * 2_000 + "deep text",
        "<span title='>'>" * 5_000 + "deep text",
    ],
    ids=[
        "divs",
        "many divs",
        "fonts",
        "loose in table",
        "attributes",
        "brackets",
        "tables",
        "awkward attributes",
    ],
)
def test_traps_for_parsers_lose_no_text(html: str) -> None:
    assert "deep text" in text_of(clean(html))


@given(st.text(alphabet="<>/=\"' abdiv&;#x-!\n\x00é", max_size=300))
@settings(deadline=None)
def test_cleaning_twice_changes_nothing_more(html: str) -> None:
    once = clean(html)
    assert "\x00" not in once
    assert text_of(clean(once)) == text_of(once)


@given(st.lists(st.text(alphabet="abcdefghij", min_size=1, max_size=8), min_size=1, max_size=8))
@settings(deadline=None)
def test_every_visible_word_is_in_the_text(words: list[str]) -> None:
    html = "".join(f"<div><p>{word}<b>!</b><ul><li>{word}</ul>" for word in words)
    text = text_of(clean(html))
    for word in words:
        assert text.count(word) >= 2
