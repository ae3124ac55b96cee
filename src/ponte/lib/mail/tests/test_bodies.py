from __future__ import annotations

import base64

import pytest

from ponte.lib.mail.parsing import parse

HEAD = "From: Ann <a@x.example>\r\nTo: support@velora.example\r\nSubject: T\r\nMIME-Version: 1.0\r\n"


def text_of(rest: str, charset: str = "utf-8") -> str:
    return parse((HEAD + rest).encode(charset)).text


def multipart(kind: str, *parts: str) -> str:
    return (
        f"Content-Type: multipart/{kind}; boundary=b{len(parts)}\r\n\r\n"
        + "".join(f"--b{len(parts)}\r\n{part}\r\n" for part in parts)
        + f"--b{len(parts)}--\r\n"
    )


PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\n"
HTML = "Content-Type: text/html; charset=utf-8\r\n\r\n"
PICTURE = "Content-Type: image/jpeg\r\nContent-ID: <p@x>\r\nContent-Disposition: inline; filename=p.jpg\r\n\r\nJ"


@pytest.mark.parametrize(
    ("rest", "text"),
    [
        ("\r\nhello è", "hello è"),
        ("Content-Type: text/plain charset=utf-8\r\n\r\nè", "è"),
        ("Content-Type: text\r\n\r\nhello", "hello"),
        ("Content-Type: text/x-markdown\r\n\r\nhello", "hello"),
        ("Content-Type: ;;;\r\n\r\nhello", "hello"),
        ("Content-Type: unknown\r\n\r\nhello", "hello"),
        ("Content-Type: text/plain\r\nContent-Transfer-Encoding: x-weird\r\n\r\nhello", "hello"),
        ("Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nhello", "hello"),
        ('Content-Type: text/plain; name="body.txt"\r\nContent-Disposition: inline\r\n\r\nhello', "hello"),
        ("Content-Type: text/plain\r\n\r\n<html><body><p>hello</p></body></html>", "hello"),
        (multipart("alternative", PLAIN + "plain", HTML + "<p>html</p>"), "plain"),
        (multipart("alternative", PLAIN + "\r\n", HTML + "<p>html</p>"), "html"),
        (
            multipart("alternative", PLAIN + "Please use an HTML reader.", HTML + "<p>" + "html " * 30 + "</p>"),
            "html " * 29 + "html",
        ),
        (
            multipart("alternative", PLAIN + "Your e-mail client does not support HTML.", HTML + "<p>Ciao!</p>"),
            "Ciao!",
        ),
        (multipart("alternative", PLAIN + "Il tuo programma non visualizza l'HTML", HTML + "<p>Sì</p>"), "Sì"),
        (multipart("alternative", PLAIN + "Для перегляду потрібна підтримка HTML", HTML + "<p>Так</p>"), "Так"),
        (
            multipart("alternative", PLAIN + "Mail does not show HTML", HTML + "Mail does not show HTML"),
            "Mail does not show HTML",
        ),
        (multipart("alternative", PLAIN + "How do I view HTML?", HTML + "<img src='x.png'>"), "How do I view HTML?"),
        (multipart("mixed", PLAIN + "first", PICTURE, PLAIN + "second"), "first\n\nsecond"),
        (multipart("mixed", HTML + "<p>first</p>", PICTURE, HTML + "<p>second</p>"), "first\n\nsecond"),
        (multipart("related", HTML + "<img src='cid:p@x'>seen", PICTURE), "seen"),
        (
            multipart("signed", PLAIN + "signed", "Content-Type: application/pgp-signature; name=s.asc\r\n\r\nx"),
            "signed",
        ),
        (
            multipart(
                "alternative",
                PLAIN + "one",
                multipart("mixed", HTML + "<p>one</p>", PICTURE, HTML + "<p>two</p>"),
            ),
            "one",
        ),
        (
            "Content-Type: multipart/mixed\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\none\r\n--x\r\n\r\ntwo",
            "one\n\ntwo",
        ),
        (
            "Content-Type: multipart/mixed; boundary=no\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\none\r\n--x--",
            "one",
        ),
        ("Content-Type: multipart/mixed; boundary=no\r\n\r\njust text", "just text"),
        (
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\ncut off",
            "cut off",
        ),
        (
            "Content-Type: multipart/mixed; boundary=b\r\n\r\nall in the preamble\r\n--b--\r\n",
            "all in the preamble",
        ),
        ('Content-Type: multipart/mixed; boundary="b b"\r\n\r\n--b b\r\n\r\nspaced\r\n--b b--', "spaced"),
        (
            "Content-Type: text/plain; format=flowed\r\n\r\nlong \r\nline\r\n> quo \r\n> ted",
            "long line\n> quo ted",
        ),
        ("Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nlo \r\nng\r\n  kept", "long\n kept"),
        (
            "Content-Type: text/enriched\r\n\r\n<bold>Hi</bold> there\r\nfriend\r\n\r\n<<3",
            "Hi there friend\n<3",
        ),
    ],
)
def test_the_visible_text_is_found(rest: str, text: str) -> None:
    assert text_of(rest) == text


def test_the_charset_may_be_named_in_the_html_alone() -> None:
    meta = "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>"
    raw = f"{HEAD}Content-Type: text/html\r\n\r\n{meta}<p>Їжак</p>"
    assert parse(raw.encode("cp1251")).text == "Їжак"


def test_an_invitation_is_told_and_attached() -> None:
    mail = parse(
        (
            HEAD
            + "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
            "SUMMARY:Prova\\, Torino\r\nDTSTART;TZID=Europe/Rome:20261103T100000\r\nLOCATION:Via Ro\r\n ma 1\r\n"
            "BEGIN:VALARM\r\nDESCRIPTION:no\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ).encode()
    )
    assert mail.text == "Prova, Torino\n2026-11-03 10:00 (Europe/Rome)\nVia Roma 1"
    assert [each.filename for each in mail.attachments] == ["invite.ics"]


def test_a_forwarded_message_is_told_and_attached_byte_for_byte() -> None:
    inner = "From: Zoe <z@z.example>\r\nSubject: =?utf-8?q?Inn=C3=A9r?=\r\nContent-Type: text/html\r\n\r\n<p>inner"
    mail = parse((HEAD + multipart("mixed", PLAIN + "see", "Content-Type: message/rfc822\r\n\r\n" + inner)).encode())
    assert mail.text == (
        "see\n\n---------- Forwarded message ----------\nFrom: Zoe <z@z.example>\nSubject: Innér\n\ninner"
    )
    assert mail.reply_text == mail.text
    (attached,) = mail.attachments
    assert (attached.filename, attached.content_type, attached.payload) == (
        "Innér.eml",
        "message/rfc822",
        inner.encode(),
    )


def test_files_in_the_text_become_attachments() -> None:
    mail = parse((HEAD + "\r\nsee\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nbye\r\n").encode())
    assert mail.text == "see\nbye"
    assert [(each.filename, each.payload) for each in mail.attachments] == [("cat.txt", b"Cat")]


def test_a_named_text_after_the_body_is_a_file() -> None:
    mail = parse(
        (HEAD + multipart("mixed", PLAIN + "hello", "Content-Type: text/plain; name=log.txt\r\n\r\nlog")).encode()
    )
    assert mail.text == "hello"
    assert [each.filename for each in mail.attachments] == ["log.txt"]


def test_base64_cyrillic_in_a_korean_charset() -> None:
    body = base64.encodebytes("Где мой заказ".encode("cp949")).decode()
    rest = f"Content-Type: text/plain; charset=ks_c_5601-1987\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}"
    assert text_of(rest) == "Где мой заказ"
