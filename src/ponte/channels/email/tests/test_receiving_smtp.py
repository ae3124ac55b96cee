"""Real SMTP conversations with the receiver."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Callable

import pytest

from ponte.channels.email import processing
from ponte.channels.email.models import Disposition, Inbound, Mailbox
from ponte.channels.email.tests.samples import mail
from ponte.tickets.models import Ticket

Start = Callable[..., int]


def test_mail_from_smtp_becomes_a_ticket(receiver: Start, mailbox: Mailbox) -> None:
    with smtplib.SMTP("127.0.0.1", receiver()) as smtp:
        smtp.sendmail("viktoria@kyiv.example", ["support@velora.example"], mail())
    stored = Inbound.objects.get()
    assert stored.disposition == Disposition.PENDING
    assert stored.envelope_from == "viktoria@kyiv.example"
    assert stored.envelope_to == ["support@velora.example"]
    assert processing.drain() == 1
    stored.refresh_from_db()
    ticket = Ticket.objects.get()
    assert (stored.disposition, stored.ticket_id) == (Disposition.NEW_TICKET, ticket.pk)
    assert ticket.subject == "Charger"
    assert ticket.requester.name == "Viktoria Melnyk"
    assert ticket.mailbox_address == "support@velora.example"


def test_the_raw_mail_is_kept_to_the_byte(receiver: Start, mailbox: Mailbox) -> None:
    raw = b"Subject: dots\r\n\r\n.\r\n..two\r\n\r\n.x\r\nlong" + b"y" * 200_000 + b"\r\n\xff\x00\r\n"
    with smtplib.SMTP("127.0.0.1", receiver()) as smtp:
        smtp.sendmail("", ["support@velora.example"], raw)
    assert bytes(Inbound.objects.get().raw) == raw


def test_only_our_mailboxes_are_taken(receiver: Start, mailbox: Mailbox) -> None:
    with smtplib.SMTP("127.0.0.1", receiver()) as smtp:
        smtp.ehlo()
        smtp.mail("viktoria@kyiv.example")
        assert smtp.rcpt("stranger@velora.example")[0] == 550
        assert smtp.rcpt("support@elsewhere.example")[0] == 550
        assert smtp.rcpt("Support+invoices@VELORA.example")[0] == 250
        assert smtp.rcpt("postmaster@velora.example")[0] == 250


def test_a_mailbox_added_just_now_is_known(receiver: Start, mailbox: Mailbox) -> None:
    with smtplib.SMTP("127.0.0.1", receiver()) as smtp:
        smtp.ehlo()
        smtp.mail("viktoria@kyiv.example")
        assert smtp.rcpt("pro@velora.example")[0] == 550
        Mailbox.objects.create(address="pro@velora.example", brand=mailbox.brand)
        import time

        time.sleep(0.3)
        assert smtp.rcpt("pro@velora.example")[0] == 250


def test_without_mailboxes_only_a_local_receiver_is_open(receiver: Start) -> None:
    with smtplib.SMTP("127.0.0.1", receiver()) as smtp:
        smtp.ehlo()
        smtp.mail("viktoria@kyiv.example")
        assert smtp.rcpt("anybody@velora.example")[0] == 250
    with smtplib.SMTP("127.0.0.1", receiver(host="0.0.0.0")) as smtp:
        smtp.ehlo()
        smtp.mail("viktoria@kyiv.example")
        code, words = smtp.rcpt("anybody@velora.example")
        assert (code, b"no mailbox yet" in words) == (550, True)


def test_too_large_is_refused_early_and_late(receiver: Start, mailbox: Mailbox) -> None:
    with smtplib.SMTP("127.0.0.1", receiver(max_bytes=20_000)) as smtp:
        smtp.ehlo()
        assert smtp.esmtp_features["size"] == "20000"
        assert smtp.mail("viktoria@kyiv.example", ["SIZE=30000"])[0] == 552
        smtp.mail("viktoria@kyiv.example")
        smtp.rcpt("support@velora.example")
        assert smtp.data(b"x" * 30_000)[0] == 552
        smtp.mail("viktoria@kyiv.example")  # the conversation goes on
        smtp.rcpt("support@velora.example")
        assert smtp.data(mail())[0] == 250
    assert Inbound.objects.count() == 1


@pytest.mark.parametrize("end", [b"\n.\r\n", b"\n.\n", b"\r.\r\n", b"\r\n.\n", b"\r\n.\r"])
def test_smuggling_is_refused(receiver: Start, mailbox: Mailbox, end: bytes) -> None:
    port = receiver()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        talk = raw.makefile("rwb")
        assert talk.readline().startswith(b"220 mx.velora.example Ponte")
        for line in (b"HELO x", b"MAIL FROM:<a@b.example>", b"RCPT TO:<support@velora.example>", b"DATA"):
            talk.write(line + b"\r\n")
            talk.flush()
            answer = talk.readline()
        assert answer.startswith(b"354")
        talk.write(b"Subject: one\r\n\r\nhello" + end + b"MAIL FROM:<admin@velora.example>\r\nDATA\r\nx\r\n.\r\n")
        talk.flush()
        assert talk.readline().startswith(b"554")
    assert not Inbound.objects.exists()


def test_utf8_addresses_and_headers(receiver: Start, mailbox: Mailbox) -> None:
    with smtplib.SMTP("127.0.0.1", receiver()) as smtp:
        smtp.ehlo()
        assert {"smtputf8", "8bitmime"} <= smtp.esmtp_features.keys()
        smtp.sendmail(
            "вікторія@kyiv.example",
            ["support@velora.example"],
            mail(sender="Вікторія <вікторія@kyiv.example>"),
            mail_options=["SMTPUTF8", "BODY=8BITMIME"],
        )
    assert Inbound.objects.get().envelope_from == "вікторія@kyiv.example"


def test_too_many_connections_are_told_to_come_later(receiver: Start, mailbox: Mailbox) -> None:
    port = receiver(max_connections=2)
    with smtplib.SMTP("127.0.0.1", port), smtplib.SMTP("127.0.0.1", port):
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtplib.SMTP("127.0.0.1", port)
        assert refused.value.smtp_code == 421
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        assert smtp.noop()[0] == 250


def test_a_client_that_closes_its_side_is_still_served(receiver: Start, mailbox: Mailbox) -> None:
    """As `printf … | nc` does."""
    with socket.create_connection(("127.0.0.1", receiver()), timeout=30) as raw:
        raw.sendall(
            b"HELO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<support@velora.example>\r\nDATA\r\n" + mail() + b".\r\n"
        )
        raw.shutdown(socket.SHUT_WR)
        answers = b"".join(iter(lambda: raw.recv(4096), b""))
    assert b"250 2.0.0 Stored" in answers
    assert Inbound.objects.count() == 1


def test_a_mail_cut_off_in_the_middle_is_not_taken(receiver: Start, mailbox: Mailbox) -> None:
    port = receiver()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall(b"HELO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<support@velora.example>\r\nDATA\r\n" + mail())
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.noop()
    assert not Inbound.objects.exists()
