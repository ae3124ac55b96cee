from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.lib.mail.transfer import decode_transfer
from ponte.lib.mail.uuencode import extract_uuencoded


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        (b"as is", "", b"as is"),
        (b"as is", "8-Bit", b"as is"),
        (b"SGVsbG8=", "BASE64", b"Hello"),
        (b"SGVs\r\nbG8=\r\n", "base64", b"Hello"),
        (b"SGVsbG8", "base64", b"Hello"),
        (b"SGVsbG8===", "base64", b"Hello"),
        (b"SGVs*bG8=", "base64", b"Hello"),
        (b"SGVsbG8=SGVsbG8=", "base64", b"HelloHello"),
        (b"this is not base64, friend\r\n", "base64", b"this is not base64, friend\r\n"),
        (b"caff=C3=A8", "quoted-printable", "caffè".encode()),
        (b"caff=c3=a8 =ZZ =", "quoted-printable", "caffè =ZZ ".encode()),
        (b"soft=\r\nline= \r\nend", "Quoted-Printable", b"softlineend"),
        (b"plain", "x-nobody-knows", b"plain"),
        (b"begin 644 a\n#0V%T\n`\nend\n", "x-uuencode", b"Cat"),
        (b"x", '"7bit"', b"x"),
    ],
)
def test_encodings_are_undone(body: bytes, encoding: str, expected: bytes) -> None:
    assert decode_transfer(body, encoding)[0] == expected


def test_an_unknown_encoding_that_is_base64_is_decoded() -> None:
    body = base64.encodebytes(b"The bike is broken. " * 20)
    assert decode_transfer(body, "x-strange") == (b"The bike is broken. " * 20, "unknown-transfer-encoding")


def test_a_footer_below_base64_is_kept() -> None:
    data, defect = decode_transfer(
        b"SGVsbG8gd29ybGQ=\r\n-- \r\nYou received this mail from the list\r\n", "base64"
    )
    assert data.startswith(b"Hello world")
    assert b"You received this mail" in data
    assert defect == "wrong-base64"


@given(st.binary(max_size=300))
def test_base64_is_exact(data: bytes) -> None:
    assert decode_transfer(base64.encodebytes(data), "base64") == (data, "")


@given(st.binary(max_size=200), st.sampled_from(["base64", "quoted-printable", "uuencode", "x"]))
def test_any_bytes_decode_to_some(data: bytes, encoding: str) -> None:
    assert isinstance(decode_transfer(data, encoding)[0], bytes)


def test_files_in_the_text_are_taken_out() -> None:
    text, files = extract_uuencoded(b"see\r\nbegin 644 my cat.txt\r\n#0V%T\r\n`\r\nend\r\nafter\r\n")
    assert text == b"see\r\nafter\r\n"
    assert files == [(b"my cat.txt", b"Cat")]
    assert extract_uuencoded(b"begin 644 words\nand the end\n")[1] == []
