"""Whatever bytes come, each mail ends in a ticket or says why not; none fails, none stops the others."""

from __future__ import annotations

import random
import sysconfig
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ponte.channels.email import processing
from ponte.channels.email.models import Disposition, Inbound, Mailbox
from ponte.channels.email.storing import store
from ponte.channels.email.tests.samples import mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]
SAMPLES = sorted((Path(sysconfig.get_path("stdlib")) / "test" / "test_email" / "data").glob("*.txt"))
HEADERS = ("From", "To", "Cc", "Subject", "Message-ID", "References", "In-Reply-To", "Reply-To", "Date", "X-Loop",
           "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding", "Delivered-To", "Return-Path")  # fmt: skip


def none_failed() -> None:
    processing.drain()
    stuck = Inbound.objects.filter(disposition__in=[Disposition.PENDING, Disposition.FAILED])
    assert [(row.detail, bytes(row.raw)) for row in stuck] == []


@pytest.mark.skipif(not SAMPLES, reason="this Python came without its own tests")
def test_pythons_own_collection_of_broken_mail() -> None:
    for path in SAMPLES:
        store(path.read_bytes(), road="smtp")
    none_failed()
    assert Inbound.objects.exclude(ticket=None).count() > len(SAMPLES) * 0.7


def test_mails_that_were_cut_mangled_and_mixed_up() -> None:
    dice = random.Random(7)
    whole = [mail("Привіт\0світе", sender="=?utf-8?q?=00=ED=A0=80?= <a@b.example>"), mail(cc="x@y.example, " * 900)]
    whole += [path.read_bytes() for path in SAMPLES[:12]]
    for _ in range(60):
        raw = bytearray(dice.choice(whole))
        for _ in range(dice.randrange(1, 30)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        store(bytes(raw[: dice.randrange(1, len(raw) + 1)]), road="smtp")
    none_failed()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(HEADERS), st.text(max_size=300)), max_size=12), st.binary(max_size=400))
def test_any_headers(mailbox: Mailbox, headers: list[tuple[str, str]], body: bytes) -> None:
    lines = [f"{name}: {value}".encode("utf-8", "surrogatepass") for name, value in headers]
    store(b"\r\n".join(lines) + b"\r\n\r\n" + body, road="smtp")
    none_failed()


def test_identifiers_without_end_or_sense() -> None:
    for value in ("<" + "x" * 5000 + "@y>", "<>", "<a@b> " * 3000, "\x00<a@b>", "<a b c@d>", "no brackets", "<💥@y>"):
        store(mail(message_id=value, in_reply_to=value, references=value), road="smtp")
    none_failed()
