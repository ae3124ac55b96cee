from __future__ import annotations

import base64

from hypothesis import given, settings
from hypothesis import strategies as st

from ponte.lib.mail.exporting import to_json
from ponte.lib.mail.parsing import parse


def test_a_plain_message_is_understood() -> None:
    mail = parse(
        b"From: =?utf-8?q?Nadia_L=C3=B3pez?= <Nadia@Example.COM>\r\nTo: support@velora.example\r\n"
        b"Subject: =?utf-8?b?wr9Ew7NuZGU/?=\r\nMessage-ID: <a1@example.com>\r\n"
        b"Date: Tue, 3 Nov 2026 10:12:13 +0100\r\n\r\nHola\r\n"
    )
    assert (mail.sender.name, mail.sender.address) == ("Nadia López", "Nadia@example.com")
    assert mail.subject == "¿Dónde?"
    assert mail.text == "Hola"
    assert to_json(mail)["date"] == "2026-11-03T10:12:13+01:00"


@settings(deadline=None)  # the first message loads the language models
@given(st.binary(max_size=400))
def test_no_bytes_raise(raw: bytes) -> None:
    parse(raw)


def test_a_padded_word_before_another_is_whole() -> None:
    one, two = (f"=?utf-8?b?{base64.b64encode(word.encode()).decode()}?=" for word in ("Мельник", "а"))
    assert one.endswith("=?=")
    raw = f"Subject: {one}\r\n {two}\r\n\r\nx".encode()
    assert parse(raw).subject == "Мельника"
