from __future__ import annotations

import pytest

from ponte.lib.mail.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where is my order? It has not arrived.", "en"),
        ("Thank you very much", "en"),
        ("Buongiorno, la bici non va", "it"),
        (
            "Ho ordinato la bici due settimane fa e non è ancora arrivata, potete dirmi quando verrà consegnata?",
            "it",
        ),
        ("Gracias por la ayuda, no funciona", "es"),
        ("Добрий день, де мій велосипед?", "uk"),
        ("Я замовив велосипед два тижні тому і він ще не приїхав, що мені робити?", "uk"),
        ("Спасибо большое, все работает", "ru"),
        ("Bom dia, minha bicicleta não chegou ainda", "pt"),
        ("Bonjour, où est ma commande ?", "fr"),
        ("Hallo, mein Rad ist kaputt", "de"),
        ("ok", ""),
        ("", ""),
        ("日本語のテキストです。よろしくお願いします", ""),
        ("12345 https://a.example/the/very/long/and/winding", ""),
    ],
)
def test_the_language_is_told_or_left_open(text: str, language: str) -> None:
    assert detect(text) == language


def test_what_is_quoted_does_not_count() -> None:
    from ponte.lib.mail.parsing import parse

    raw = (
        "From: a@x.example\r\n\r\nLa bici non funziona più, cosa devo fare?\r\n\r\n"
        + "> the bike is not working and so on\r\n" * 9
    )
    assert parse(raw.encode()).language == "it"
