from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.charsets import decode

UK = "Добрий день! Я замовив велосипед два тижні тому, а його ще немає. Дякую, Їжак"
RU = "Здравствуйте, где мой заказ? Жду уже неделю"
IT = "Perché la città è così? è già lì"
ES = "¿Dónde está mi pedido? Mañana señor"
PL = "Gdzie jest moje zamówienie? Proszę o odpowiedź, źle działa łańcuch"
EUR = "costa 50 € — «ok»"


@pytest.mark.parametrize(
    "declared", ["", "us-ascii", "iso-8859-1", "x-unknown", "unknown-8bit", "utf-8", "default_charset"]
)
@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (UK, "utf_8"),
        (UK, "cp1251"),
        (UK, "koi8_u"),
        (RU, "cp1251"),
        (RU, "koi8_r"),
        (RU, "utf_8"),
        (IT, "cp1252"),
        (IT, "utf_8"),
        (ES, "cp1252"),
        (PL, "utf_8"),
        (PL, "iso8859_2"),
        (PL, "cp1250"),
        (EUR, "cp1252"),
        (EUR, "utf_8"),
    ],
)
def test_what_is_meant_is_read_whatever_is_declared(text: str, codec: str, declared: str) -> None:
    assert decode(text.encode(codec), declared)[0] == text


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (RU, "cp949", "euc-kr"),
        (RU, "cp949", "ks_c_5601-1987"),
        (RU, "cp932", "shift_jis"),
        (RU, "iso2022_jp", "iso-2022-jp"),
        (RU, "iso2022_jp", ""),
        (RU, "gb2312", "gb2312"),
        (RU, "euc_jp", "euc-jp"),
        (UK, "koi8_u", "koi8-ru"),
        (UK, "cp1251", "windows1251"),
        (UK, "cp1251", "cp-1251"),
        (RU, "cp866", "cp-866"),
        (IT, "cp850", "cp-850"),
        (IT, "cp850", "ibm850"),
        (IT, "mac_roman", "macintosh"),
        (UK, "utf_8", "utf8mb4"),
        (UK, "utf_8", '"utf-8;"'),
        (UK, "utf_8", "UTF8"),
        (UK, "utf_8", "utf-8*uk"),
        (UK, "utf_8_sig", "windows-1251"),
        (UK, "utf_16", "utf-16"),
        (UK, "utf_16_le", "utf-16"),
        (UK, "utf_16_be", "utf-16be"),
        ("Привіт", "utf_16_le", "utf-16le"),
        ("Привіт", "utf_16_be", "utf-16be"),
        ("你好世界", "utf_16_le", "utf-16le"),
        ("plain words", "ascii", "utf-16"),
        (IT, "utf_8", "utf-16"),
        (IT, "utf_7", "utf-7"),
        ("日本語のテキスト", "iso2022_jp", "iso-2022-jp"),
        ("안녕하세요", "cp949", "euc-kr"),
        ("你好，世界", "gb18030", "gb2312"),
        ("สวัสดี", "cp874", "tis-620"),
        ("Καλημέρα σας", "cp1253", "windows-1253"),
        ("שלום לכולם", "iso8859_8", "iso-8859-8-i"),
        ("Teşekkür ederim, iyi günler, ığİ", "cp1254", "iso-8859-9"),
    ],
)
def test_names_of_charsets_are_understood(text: str, codec: str, declared: str) -> None:
    assert decode(text.encode(codec), declared)[0] == text


def test_utf_8_with_a_letter_cut_in_two_stays_utf_8() -> None:
    assert decode(UK.encode()[:-1], "utf-8")[0].startswith("Добрий день")


@pytest.mark.parametrize(
    "name",
    ["rot13", "base64", "zlib", "unicode_escape", "idna", "punycode", "undefined", "hex", "\x00", "a" * 5000],
)
def test_no_name_runs_anything_but_a_charset(name: str) -> None:
    assert decode("caffè".encode(), name)[0] == "caffè"
    assert decode(b"\\u0041 plain", name)[0] == "\\u0041 plain"


@given(
    st.binary(max_size=300),
    st.sampled_from(
        ["", "utf-8", "utf-7", "utf-16", "iso-2022-jp", "hz", "gb2312", "big5", "cp1252", "koi8-u"]
    ),
)
def test_any_bytes_give_some_text(data: bytes, declared: str) -> None:
    assert isinstance(decode(data, declared)[0], str)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_declared_utf_8_is_exact(text: str) -> None:
    assert decode(text.encode(), "utf-8")[0] == text.removeprefix("\ufeff")
