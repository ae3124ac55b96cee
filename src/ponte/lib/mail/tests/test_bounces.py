from __future__ import annotations

import pytest

from ponte.lib.mail.parsed import AutomaticKind
from ponte.lib.mail.parsing import parse


def report(fields: str, copy: str = "message/rfc822") -> bytes:
    return (
        "Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: support@velora.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\n\r\nI'm sorry to have to inform you.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"{fields}\r\n--b\r\nContent-Type: {copy}\r\n\r\nFrom: support@velora.example\r\n"
        "Message-ID: <ponte1.41.7.abc@velora.example>\r\nSubject: Your bike\r\n\r\nDear Nadia\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("fields", "permanent"),
    [
        ("Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown", True),
        ("Action: failed\r\nStatus: 5.1.2\r\nDiagnostic-Code: x-unix; host not found", True),
        ("Action: failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp; 550 No such user here", True),
        ("Action: failed\r\nStatus: 4.4.7\r\nDiagnostic-Code: smtp; 451 timed out", False),
        ("Action: failed\r\nStatus: 5.2.2\r\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full", False),
        ("Action: failed\r\nStatus: 5.7.1\r\nDiagnostic-Code: smtp; 550 5.7.1 blocked as spam", False),
        ("Action: failed\r\nDiagnostic-Code: smtp; 550\r\n User unknown", True),
    ],
)
def test_a_report_says_who_failed_and_whether_for_good(fields: str, permanent: bool) -> None:
    mail = parse(report(f"Final-Recipient: rfc822; Nadia@Example.com\r\n{fields}"))
    assert mail.automatic is not None
    assert mail.automatic.kind == AutomaticKind.BOUNCE
    bounce = mail.automatic.bounce
    assert bounce is not None
    assert [recipient.address for recipient in bounce.recipients] == ["Nadia@example.com"]
    assert bounce.permanent is permanent
    assert bounce.original_message_id == "ponte1.41.7.abc@velora.example"


def test_the_original_may_be_headers_alone() -> None:
    mail = parse(
        report(
            "Final-Recipient: rfc822; a@example.com\r\nAction: failed\r\nStatus: 5.1.1", "text/rfc822-headers"
        )
    )
    assert mail.automatic and mail.automatic.bounce
    assert mail.automatic.bounce.original_message_id == "ponte1.41.7.abc@velora.example"


def test_the_original_does_not_become_the_text() -> None:
    mail = parse(report("Final-Recipient: rfc822; a@example.com\r\nAction: failed\r\nStatus: 5.1.1"))
    assert "Dear Nadia" not in mail.text
    assert "sorry to have to inform" in mail.text


def test_a_delay_is_no_failure() -> None:
    mail = parse(report("Final-Recipient: rfc822; a@example.com\r\nAction: delayed\r\nStatus: 4.4.1"))
    assert mail.automatic is not None
    assert mail.automatic.kind == AutomaticKind.DELAY
    assert mail.automatic.bounce and not mail.automatic.bounce.permanent


def test_several_recipients_are_all_named() -> None:
    group = (
        "Original-Recipient: rfc822;{0}\r\nFinal-Recipient: rfc822;{0}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    )
    mail = parse(report("\r\n".join(group.format(f"{name}@example.com") for name in "abc")))
    assert mail.automatic and mail.automatic.bounce
    assert [each.address[0] for each in mail.automatic.bounce.recipients] == ["a", "b", "c"]


def test_a_report_in_prose_is_understood() -> None:
    mail = parse(
        b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\r\n"
        b"Hi. This is the qmail-send program at mx.example.\r\nI wasn't able to deliver your message.\r\n\r\n"
        b"<nadia@example.com>:\r\nRemote host said: 550 5.1.1 unknown user\r\n\r\n"
        b"--- Below this line is a copy.\r\n\r\nMessage-ID: <ponte1.41.7.abc@velora.example>\r\n"
    )
    assert mail.automatic and mail.automatic.bounce
    (recipient,) = mail.automatic.bounce.recipients
    assert (recipient.address, recipient.status, recipient.permanent) == ("nadia@example.com", "5.1.1", True)
    assert mail.automatic.bounce.original_message_id == "ponte1.41.7.abc@velora.example"


def test_exim_names_the_recipients_in_a_header() -> None:
    mail = parse(
        b"From: Mail Delivery System <Mailer-Daemon@mx.example>\r\nX-Failed-Recipients: nadia@example.com\r\n"
        b"Subject: Mail delivery failed: returning message to sender\r\n\r\n"
        b"A message that you sent could not be delivered to support@velora.example friends:\r\n\r\n"
        b"  nadia@example.com\r\n    host mx: 550 No such user\r\n"
    )
    assert mail.automatic and mail.automatic.bounce
    assert [each.address for each in mail.automatic.bounce.recipients] == ["nadia@example.com"]


def test_a_customer_who_writes_about_a_bounce_is_a_customer() -> None:
    assert (
        parse(b"From: nadia@example.com\r\nSubject: Undeliverable parcel\r\n\r\nWhere is it?").automatic
        is None
    )
