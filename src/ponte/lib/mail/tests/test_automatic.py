from __future__ import annotations

import pytest

from ponte.lib.mail.parsed import AutomaticKind
from ponte.lib.mail.parsing import parse


def kind(headers: str, body: str = "x") -> str | None:
    raw = f"From: Nadia <nadia@example.com>\r\nTo: support@velora.example\r\n{headers}\r\n\r\n{body}"
    automatic = parse(raw.encode()).automatic
    return automatic.kind.value if automatic else None


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("Subject: Hello", None),
        ("Subject: Hello\r\nAuto-Submitted: no", None),
        ("Subject: Hello\r\nAuto-Submitted: auto-generated", AutomaticKind.AUTO_REPLY),
        ("Subject: Re: bike\r\nAuto-Submitted: auto-replied", AutomaticKind.AUTO_REPLY),
        ("Subject: Out of office\r\nAuto-Submitted: auto-replied", AutomaticKind.OUT_OF_OFFICE),
        ("Subject: x\r\nAuto-Submitted: auto-replied (vacation)", AutomaticKind.OUT_OF_OFFICE),
        ("Subject: Automatic reply: bike", AutomaticKind.OUT_OF_OFFICE),
        ("Subject: Risposta automatica: bici", AutomaticKind.OUT_OF_OFFICE),
        ("Subject: Respuesta automática: bici", AutomaticKind.OUT_OF_OFFICE),
        ("Subject: Автоматична відповідь: велосипед", AutomaticKind.OUT_OF_OFFICE),
        ("Subject: Resposta automática: bici", AutomaticKind.OUT_OF_OFFICE),
        ("Subject: Re: Automatic reply: bike", None),
        ("Subject: I will be out of office, please ship later", None),
        ("Subject: Fuori sede\r\nX-Auto-Response-Suppress: All", AutomaticKind.OUT_OF_OFFICE),
        ("Subject: Hello\r\nX-Auto-Response-Suppress: All", None),
        ("Subject: x\r\nX-Autoreply: yes", AutomaticKind.AUTO_REPLY),
        ("Subject: x\r\nPrecedence: auto_reply", AutomaticKind.AUTO_REPLY),
        ("Subject: x\r\nPrecedence: bulk", AutomaticKind.BULK),
        ("Subject: x\r\nPrecedence: list", AutomaticKind.LIST),
        ("Subject: x\r\nList-Id: <bikes.lists.example>", AutomaticKind.LIST),
        ("Subject: x\r\nList-Unsubscribe: <mailto:u@example.com>", AutomaticKind.BULK),
        ("Subject: x\r\nX-Loop: support@example.com", AutomaticKind.LOOP),
        ("Subject: x\r\nX-Ponte-Message: 41", AutomaticKind.OWN),
        ("Subject: x\r\nAUTO-SUBMITTED: Auto-Replied", AutomaticKind.AUTO_REPLY),
        ("Subject: x\r\nReturn-Path: <>", AutomaticKind.AUTO_REPLY),
    ],
)
def test_the_kind_is_told_by_headers(headers: str, expected: AutomaticKind | None) -> None:
    assert kind(headers) == expected


def test_a_read_receipt_is_no_message() -> None:
    headers = (
        "Subject: Read: x\r\nContent-Type: multipart/report; report-type=disposition-notification;boundary=b"
    )
    assert kind(headers, "--b\r\n\r\nread\r\n--b--") == AutomaticKind.RECEIPT


@pytest.mark.parametrize(
    "address",
    ["noreply@example.com", "nadia+noreply@example.com", "no-reply@example.com", "do-not-reply@x.org"],
)
def test_a_noreply_sender_is_noted_and_still_a_person(address: str) -> None:
    mail = parse(f"From: {address}\r\nSubject: x\r\n\r\nhello".encode())
    assert mail.noreply_sender
    assert mail.automatic is None
    assert mail.sender.address == address


def test_replying_is_no_sign_of_noreply() -> None:
    assert not parse(b"From: noreplyson@example.com\r\n\r\nx").noreply_sender
