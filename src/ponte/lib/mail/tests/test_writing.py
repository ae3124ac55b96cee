"""Letters read back by our own parser say what was written, whatever the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ponte.lib.mail.cleansing import cleanse_line
from ponte.lib.mail.parsed import Address
from ponte.lib.mail.parsing import parse
from ponte.lib.mail.writing import Letter, LetterFile, write

LETTER = Letter(
    sender=Address("Giulia from Velora", "support@velora.example"),
    to=[Address("Marta Bellini", "marta.bellini@posteo.it")],
    subject="Re: Batteria",
    text="Ciao Marta",
    date=datetime(2026, 11, 20, 9, tzinfo=UTC),
    message_id="ponte1.1.2.abc@velora.example",
)
words = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"]), max_size=120)


def test_every_part_comes_back() -> None:
    raw = write(
        replace(
            LETTER,
            cc=[Address("Ковал, Олена", "olena@velora.example")],
            reply_to=[Address("Velora", "support+taxyz@velora.example")],
            html='<p>Ciao <img src="cid:pic@velora.example"></p>',
            in_reply_to="first@posteo.it",
            references=("root@posteo.it", "first@posteo.it"),
            headers={"Feedback-ID": "reply:brand1:ponte:x"},
            files=[
                LetterFile("Рахунок за батарею.pdf", "application/pdf", b"%PDF"),
                LetterFile("p.png", "image/png", b"png", "pic@velora.example"),
            ],
        )
    )
    mail = parse(raw)
    assert (mail.sender.name, mail.sender.address) == ("Giulia from Velora", "support@velora.example")
    assert mail.cc[0] == Address("Ковал, Олена", "olena@velora.example")
    assert mail.reply_to[0].address == "support+taxyz@velora.example"
    assert (mail.message_id, mail.in_reply_to, mail.references) == (
        "ponte1.1.2.abc@velora.example",
        ("first@posteo.it",),
        ("root@posteo.it", "first@posteo.it"),
    )
    assert mail.text.strip() == "Ciao Marta"
    assert {(one.filename, one.content_id, one.payload) for one in mail.attachments} == {
        ("Рахунок за батарею.pdf", "", b"%PDF"),
        ("p.png", "pic@velora.example", b"png"),
    }
    assert mail.date == LETTER.date


@settings(max_examples=150, deadline=None)
@given(name=words, subject=words, text=words, header=words)
def test_words_come_back_and_lines_stay_short(name: str, subject: str, text: str, header: str) -> None:
    raw = write(
        replace(
            LETTER,
            sender=Address(name, "support@velora.example"),
            subject=subject,
            text=text,
            headers={"X-Test": header},
        )
    )
    mail = parse(raw)
    assert mail.sender.address == "support@velora.example"
    assert cleanse_line(mail.sender.name) == cleanse_line(name)
    assert cleanse_line(mail.subject) == cleanse_line(subject)
    assert mail.message_id == LETTER.message_id
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.isascii()


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0c"])
def test_no_header_can_be_smuggled_in(end: str) -> None:
    evil = f"x{end}Bcc: thief@evil.example"
    raw = write(
        replace(
            LETTER,
            sender=Address(evil, "support@velora.example"),
            to=[Address(evil, "marta@posteo.it")],
            subject=evil,
            in_reply_to=evil,
            references=[evil],
            headers={"X-Test": evil},
            files=[LetterFile(evil, f"text/{evil}", b"x", evil)],
            html="<p>x</p>",
        )
    )
    mail = parse(raw)
    assert mail.bcc == ()
    assert [one.address for one in mail.to] == ["marta@posteo.it"]
    assert not any(name.lower() == "bcc" for name, _value in mail.headers)


def test_addresses_outside_ascii_travel_as_smtputf8_and_others_stay_ascii() -> None:
    raw = write(replace(LETTER, to=[Address("Вікторія", "вікторія@xn--80a.example")]))
    assert "вікторія@xn--80a.example".encode() in raw
    assert parse(raw).to[0].address == "вікторія@xn--80a.example"
    assert write(replace(LETTER, to=[Address("Вікторія", "v@xn--80a.example")])).isascii()


def test_strange_file_types_and_names_do_no_harm() -> None:
    files = [
        LetterFile("../../etc/passwd", "multipart/mixed", b"a"),
        LetterFile("", "nonsense", b"b"),
        LetterFile("m.eml", "message/rfc822", b"From: x\r\n\r\ny"),
        LetterFile("t.txt", "text/plain", b"\xff\xfe"),
    ]
    found = parse(write(replace(LETTER, files=files))).attachments
    assert [one.payload for one in found] == [b"a", b"b", b"From: x\r\n\r\ny", b"\xff\xfe"]
    assert "/" not in found[0].filename
