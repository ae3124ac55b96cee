# ruff: noqa: E501 — samples are kept on one line
from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ponte.lib.mail import parsing
from ponte.lib.mail.exporting import to_json
from ponte.lib.mail.parsing import parse, understand

HEAD = (
    b"From: Ann <a@x.example>\r\nTo: support@velora.example\r\nSubject: T\r\nMIME-Version: 1.0\r\n"
    b"Date: Tue, 3 Nov 2026 10:12:13 +0100\r\n"
)
HTML = HEAD + b"Content-Type: text/html\r\n\r\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def test_a_plain_message_is_understood() -> None:
    mail = understand(
        b"Return-Path: <bounce@example.com>\r\nDelivered-To: support+ta@velora.example\r\nX-Original-To: Help@Velora.example\r\n"
        b"Authentication-Results: mx; spf=pass\r\nFrom: =?utf-8?q?Nadia_L=C3=B3pez?= <Nadia@Example.COM>\r\n"
        b"To: support@velora.example\r\nCc: b@x.example\r\nReply-To: n@y.example\r\nSubject: =?utf-8?b?wr9Ew7NuZGU/?=\r\n"
        b"Message-ID: <a1@example.com>\r\nIn-Reply-To: <r1@x> <r2@x>\r\nReferences: <r0@x>\r\n <r1@x><r1@x>\r\n"
        b"Date: Tue, 3 Nov 2026 10:12:13 +0100\r\n\r\nHola\r\n"
    )
    assert (mail.sender.name, mail.sender.address, mail.sender.key) == (
        "Nadia López",
        "Nadia@example.com",
        "nadia@example.com",
    )
    assert mail.subject == "¿Dónde?"
    assert mail.text == mail.reply_text == "Hola"
    assert mail.date == datetime(2026, 11, 3, 10, 12, 13, tzinfo=timezone(timedelta(hours=1)))
    assert (mail.message_id, mail.in_reply_to, mail.references) == (
        "a1@example.com",
        ("r1@x", "r2@x"),
        ("r0@x", "r1@x"),
    )
    assert mail.return_path == "bounce@example.com"
    assert mail.delivered_to == ("support+ta@velora.example", "Help@velora.example")
    assert mail.authentication_results == ("mx; spf=pass",)
    assert mail.reply_to[0].address == "n@y.example"
    assert mail.defects == ()


def test_as_json_it_has_the_promised_keys() -> None:
    values = to_json(understand(HEAD + b"\r\nhello\r\n\r\n-- \r\nAnn"))
    assert values["from"] == {"name": "Ann", "address": "a@x.example"}
    assert values["date"] == "2026-11-03T10:12:13+01:00"
    assert values["reply_text"] == "hello"
    assert values["automatic"] is None
    promised = "from to cc reply_to subject date message_id in_reply_to references text html reply_text language attachments automatic"
    assert set(promised.split()) <= set(values)
    json.dumps(values)


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        (b"From: <>\r\nSender: s@x.example\r\n\r\nx", "s@x.example"),
        (b"Return-Path: <r@x.example>\r\nSubject: x\r\n\r\nx", "r@x.example"),
        (b"From: nobody\r\nReturn-Path: <r@x.example>\r\n\r\nx", "r@x.example"),
        (b"From: a@x.example, b@y.example\r\nFrom: c@z.example\r\n\r\nx", "a@x.example"),
        (b"Subject: x\r\n\r\nx", ""),
        (b"FROM : a@x.example\r\n\r\nx", "a@x.example"),
    ],
)
def test_the_sender_is_found_where_there_is_one(raw: bytes, sender: str) -> None:
    assert understand(raw).sender.address == sender


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"Tue, 3 Nov 2026 10:12:13 +0000", datetime(2026, 11, 3, 10, 12, 13, tzinfo=UTC)),
        (b"3 Nov 2026 10:12:13 GMT", datetime(2026, 11, 3, 10, 12, 13, tzinfo=UTC)),
        (b"Tue, 3 Nov 26 10:12 -0000 (UTC)", datetime(2026, 11, 3, 10, 12, tzinfo=UTC)),
        (b"2026-11-03T10:12:13Z", datetime(2026, 11, 3, 10, 12, 13, tzinfo=UTC)),
        (b"Tue, 3 Nov 2026 10:12:13 +9999", datetime(2026, 11, 3, 10, 12, 13, tzinfo=UTC)),
        (b"Tue, 31 Feb 2026 10:12:13 +0000", None),
        (b"Mon, 1 Jan 1901 00:00:00 +1400", None),
        (b"yesterday", None),
    ],
)
def test_dates_are_read_or_left_out(value: bytes, expected: datetime | None) -> None:
    assert understand(b"From: a@x.example\r\nDate: " + value + b"\r\n\r\nx").date == expected


def test_a_missing_date_is_when_the_last_server_took_the_message() -> None:
    mail = understand(b"Received: by mx; Tue, 3 Nov 2026 10:12:13 +0000\r\nFrom: a@x.example\r\n\r\nx")
    assert mail.date == datetime(2026, 11, 3, 10, 12, 13, tzinfo=UTC)
    assert "no-date" in mail.defects


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (b"\r\n\r\n", ""),
        (b"just text", "just text"),
        (b"Hello: there\nthis is no header\n", "Hello: there\nthis is no header"),
        (b"From: a@x.example\r\nSubject: s\r\nThe body at once\r\nand more", "The body at once\nand more"),
        (b"From: a@x.example\r\nthis is junk\r\nSubject: s\r\n\r\nbody", "body"),
        (b"From a@x Tue Nov  3 10:12:13 2026\nFrom: a@x.example\n\nbody", "body"),
        (b"\r\n\r\nFrom: a@x.example\r\n\r\nbody", "body"),
        (b"\xef\xbb\xbfFrom: a@x.example\r\n\r\nbody", "body"),
        (b"From: a@x.example\rSubject: s\r\rbody\rtwo", "body\ntwo"),
        (b"From: a@x.example\r\r\nSubject: s\r\r\n\r\r\nbody\r\r\ntwo", "body\ntwo"),
        (b"From: a@x.example\r\nSubject: s\r\n \t \r\nbody", "body"),
        (b"From: a@x.example\r\n \r\nSubject: s\r\n\r\nbody", "body"),
        (b"From: a@x.example\x00\r\n\r\nbo\x00dy \xed\xa0\x80", "body \ufffd\ufffd\ufffd"),
        ("From: a@x.example\r\n\r\nbody".encode("utf-16"), "body"),
    ],
)
def test_broken_messages_still_speak(raw: bytes, text: str) -> None:
    assert understand(raw).text == text


def test_a_space_before_the_colon_hides_no_sender() -> None:
    assert understand(b"From : Ann <a@x.example>\nSubject : s\n\nbody").sender.address == "a@x.example"


def nested(depth: int) -> bytes:
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)
    )
    closing = b"".join(b"--b%d--\r\n" % n for n in reversed(range(depth)))
    return HEAD + opening + b"Content-Type: text/plain\r\n\r\nTHE END\r\n" + closing


HOSTILE = {
    "nested multiparts": nested(3000),
    "nested messages": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 3000 + b"\r\nTHE END",
    "many parts": MIXED
    + b"".join(b"--b\r\n\r\npart %d\r\n" % n for n in range(12_000))
    + b"--b\r\n\r\nTHE END",
    "nested divs": HTML + b"<div>" * 10_000 + b"THE END" + b"</div>" * 10_000,
    "large html": HTML + b"<p style='color:red'>Hello <b>bold</b> &amp; more</p>\n" * 200_000 + b"THE END",
    "large text": HEAD + b"\r\n" + b"On 1 day, and so on: wrote\r\n" * 400_000 + b"THE END",
    "one line": HEAD + b"\r\n" + b"a " * 2_000_000 + b"THE END",
    "header blocks": HEAD + b"\r\n" + b"From: x\nSubject: y\n" * 50_000 + b"THE END",
    "attributions": HEAD + b"\r\n" + b"On 3/11/2026 10:12, a <a@x.example>\n" * 50_000 + b"THE END",
    "recipients": b"To: " + b"a@b.example, " * 100_000 + b"\r\n" + HEAD + b"\r\nTHE END",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\r\n" + HEAD + b"\r\nTHE END",
    "brackets": b"Cc: " + b"(" * 50_000 + b"\r\nBcc: " + b'"' * 50_000 + b"\r\n" + HEAD + b"\r\nTHE END",
    "parameters": HEAD
    + b"Content-Type: text/plain; "
    + b"; ".join(b"a*%d*=%%41" % n for n in range(9000))
    + b"\r\n\r\nTHE END",
    "headers": HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(50_000)) + b"\r\nTHE END",
    "references": HEAD + b"References: " + b"<x@y> " * 50_000 + b"\r\n\r\nTHE END",
    "uuencode": HEAD + b"\r\n" + b"begin 644 a\n" * 20_000 + b"end\nTHE END",
    "tags": HTML + b'<a "' * 100_000 + b">THE END",
    "boundaries": MIXED + b"--b--\r\n--b\r\n" * 20_000 + b"\r\nTHE END",
    "blank lines": HEAD + b"X: \r\n" + b" \r\n" * 100_000 + b"\r\nTHE END",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_messages_are_read_in_bounded_time(name: str) -> None:
    parse(b"From: a@x.example\r\n\r\nla bici non funziona")  # loads the language models
    started = time.process_time()
    mail = understand(HOSTILE[name])
    assert time.process_time() - started < 30  # what grows with the square takes minutes
    assert "THE END" in mail.text or any(b"THE END" in each.payload for each in mail.attachments)


def test_a_fault_of_ours_loses_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def fails_once(part: object) -> tuple[str, ...]:
        calls.append(part)
        if len(calls) == 1:
            raise KeyError("a fault")
        return ()

    monkeypatch.setattr(parsing, "find_delivered_to", fails_once)
    mail = parse(HEAD + b"\r\nhello")
    assert mail.defects == ("not-understood",)
    assert "hello" in mail.text


lines = st.sampled_from(
    [b"From: a@x.example", b"Subject: =?utf-8?q?=00=ED=A0=80?=", b"", b"", b"--b", b"--b--", b"--c", b"\x00\xff\xfe", b"text", b" folded",
     b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: multipart/alternative; boundary=c", b"<div><b>x", b"> quoted",
     b"Content-Type: text/html; charset=utf-16", b"Content-Type: message/rfc822", b"Content-Transfer-Encoding: base64",
     b"Content-Type: text/plain; charset=utf-7; format=flowed", b"Content-Type: application/ms-tnef", b"SGVsbG8=", b"\x78\x9f\x3e\x22",
     b"Content-Type: text/calendar", b"BEGIN:VEVENT", b"Content-Type: multipart/report", b"Content-Type: message/delivery-status",
     b"Final-Recipient: rfc822; x@y", b"Content-Disposition: attachment; filename*0*=utf-8''%00", b"begin 644 \xff", b"end", b"\xed\xa0\x80",
     b"Content-Type: application/pkcs7-mime", b"Date: x", b"On 3/11/26 10:12, a wrote:", b"+2AA-", b"&#xD800;&#0;"]
)  # fmt: skip


@given(st.lists(lines, max_size=25), st.sampled_from([b"\n", b"\r\n", b"\r"]))
@settings(deadline=None, max_examples=300)
def test_whatever_comes_is_clean_text(chosen: list[bytes], line_end: bytes) -> None:
    mail = understand(line_end.join(chosen))
    values = (
        json.dumps(to_json(mail), ensure_ascii=False)
        + repr(mail.headers)
        + mail.reply_html
        + mail.quoted_html
    )
    values.encode()
    assert "\\u0000" not in values
    assert "\x00" not in values
    assert "\n".join(segment.text for segment in mail.segments) == mail.text
    assert bool(mail.reply_text) == bool(mail.text.strip())


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_no_bytes_raise(raw: bytes) -> None:
    understand(raw)
