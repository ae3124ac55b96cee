"""Only the browser can read it; the worked example of RFC 8291 comes out bit for bit."""

from __future__ import annotations

import os

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as some

from ponte.lib.web_push.encoding import decode, encode
from ponte.lib.web_push.encrypting import CURVE, MOST, WrongKey, encrypt, public_bytes
from ponte.lib.web_push.tests.browser import Browser

# RFC 8291, section 5 and appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
AUTH = decode("BTBZMqHH6r4Tts7J_aSIgg")
THEIRS = decode("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = decode("DGv6ra1nlYgDCS1FRnbzlw")
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_worked_example() -> None:
    own = ec.derive_private_key(int.from_bytes(decode(OURS), "big"), CURVE)
    assert encode(encrypt(PLAIN, THEIRS, AUTH, own=own, salt=SALT)) == BODY


@given(plain=some.binary(max_size=MOST))
@settings(max_examples=60)
def test_a_browser_reads_what_was_meant_for_it(plain: bytes) -> None:
    browser = Browser()
    assert browser.read(encrypt(plain, browser.key, browser.secret)) == plain


def test_another_browser_reads_nothing() -> None:
    one, other = Browser(), Browser()
    with pytest.raises(InvalidTag):
        other.read(encrypt(b"for one", one.key, one.secret))


def test_two_messages_of_the_same_words_look_different() -> None:
    browser = Browser()
    assert encrypt(b"x", browser.key, browser.secret) != encrypt(b"x", browser.key, browser.secret)


def test_too_much_is_refused() -> None:
    browser = Browser()
    with pytest.raises(ValueError, match="at most"):
        encrypt(b"x" * (MOST + 1), browser.key, browser.secret)


@pytest.mark.parametrize(
    ("key", "secret"),
    [
        (b"", b"x" * 16),
        (b"\x04" + b"\x01" * 64, b"x" * 16),
        (os.urandom(64), b"x" * 16),
        (public_bytes(ec.generate_private_key(CURVE).public_key()), b"short"),
        (public_bytes(ec.generate_private_key(ec.SECP384R1()).public_key()), b"x" * 16),
    ],
    ids=["nothing", "off the curve", "no point", "short secret", "another curve"],  # the keys differ in each process
)
def test_what_is_no_key_is_refused(key: bytes, secret: bytes) -> None:
    with pytest.raises(WrongKey):
        encrypt(b"x", key, secret)


@given(some.binary(max_size=200))
def test_base64_goes_both_ways(raw: bytes) -> None:
    assert decode(encode(raw)) == raw
    assert "=" not in encode(raw)


@pytest.mark.parametrize("text", ["a b", "ж", "a", "+/=="])
def test_what_is_no_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        decode(text)
