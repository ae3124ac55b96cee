"""A mail that got 250 is in a ticket exactly once: through kills, restarts, full disks and many senders."""

from __future__ import annotations

import os
import smtplib
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from ponte.channels.email import processing
from ponte.channels.email.models import Disposition, Inbound, Mailbox
from ponte.channels.email.tests import working
from ponte.channels.email.tests.samples import mail
from ponte.lib import clock
from ponte.tickets.models import Message, Ticket

Start = Callable[..., int]
SENDERS, EACH = 20, 10


def send(port: int, sender: int, taken: list[str], patience: float = 30.0) -> None:
    """Send like a mail server: what is not taken is sent again later, with the same Message-ID."""
    end = time.monotonic() + patience
    for number in range(EACH):
        name = f"{sender}.{number}@kyiv.example"
        raw = mail(f"mail {name}", sender=f"p{sender}@kyiv.example", subject=name, message_id=f"<{name}>")
        while True:
            try:
                with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
                    smtp.sendmail(f"p{sender}@kyiv.example", ["support@velora.example"], raw)
                break
            except (smtplib.SMTPException, OSError):
                assert time.monotonic() < end, "the mail was never taken"
                time.sleep(0.1)
        taken.append(name)


def all_processed() -> bool:
    return not Inbound.objects.filter(disposition=Disposition.PENDING).exists()


def wait(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def assert_each_once(taken: list[str]) -> None:
    assert len(taken) == SENDERS * EACH
    assert sorted(Message.objects.values_list("subject", flat=True)) == sorted(taken)
    assert Ticket.objects.count() == len(taken)


def test_twenty_senders_and_workers_that_are_killed(receiver: Start, mailbox: Mailbox) -> None:
    port = receiver()
    taken: list[str] = []
    workers = [working.start(), working.start()]
    try:
        with ThreadPoolExecutor(SENDERS) as senders:
            running = [senders.submit(send, port, sender, taken) for sender in range(SENDERS)]
            for _ in range(3):
                before = Message.objects.count()
                wait(lambda before=before: Message.objects.count() > before or all_processed())  # type: ignore[misc]
                workers[0].kill()
                workers[0].wait()
                workers = [workers[1], working.start()]
            for each in running:
                each.result()
        # what the dead ones held is free when their leases end
        Inbound.objects.filter(disposition=Disposition.PENDING).update(lease_until=clock.now() - timedelta(seconds=1))
        wait(all_processed)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert_each_once(taken)


def test_a_receiver_that_is_killed_keeps_its_word(mailbox: Mailbox, transactional_db: None) -> None:
    from ponte.channels.email.tests.conftest import free_port

    port = free_port()
    taken: list[str] = []
    serving = [receiving(port)]
    try:
        with ThreadPoolExecutor(SENDERS) as senders:
            running = [senders.submit(send, port, sender, taken, 60.0) for sender in range(SENDERS)]
            wait(lambda: Inbound.objects.count() > 30)
            serving[0].kill()
            serving[0].wait()
            serving.append(receiving(port))
            for each in running:
                each.result()
    finally:
        for each in serving:
            each.kill()
            each.wait()
    processing.drain()
    assert_each_once(taken)


def receiving(port: int) -> subprocess.Popen[bytes]:
    """The receiver in a process of its own."""
    return working.start("receive", str(port))


def test_a_database_that_goes_away_loses_and_doubles_nothing(receiver: Start, mailbox: Mailbox) -> None:
    port = receiver()
    taken: list[str] = []
    stop = threading.Event()
    worker = threading.Thread(target=processing.run_forever, args=(stop,), daemon=True)
    worker.start()
    with ThreadPoolExecutor(SENDERS) as senders:
        running = [senders.submit(send, port, sender, taken, 60.0) for sender in range(SENDERS)]
        time.sleep(0.3)
        with database_away():
            with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
                smtp.ehlo()
                smtp.mail("x@kyiv.example")
                code, _ = smtp.rcpt("support@velora.example")
                if code == 250:
                    code, _ = smtp.data(mail())
                assert code == 451
            time.sleep(1)
        for each in running:
            each.result()
    connection.close()
    Inbound.objects.filter(disposition=Disposition.PENDING).update(lease_until=None)
    wait(all_processed)
    stop.set()
    worker.join(10)
    assert_each_once(taken)


class database_away:  # noqa: N801
    """Every connection is cut and none is let in, as while a server restarts."""

    def __enter__(self) -> None:
        connection.close()
        self.admin = psycopg.connect(
            urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl(), autocommit=True
        )
        self.name = settings.DATABASES["default"]["NAME"]
        self.admin.execute(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS false')
        self.admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self.name])

    def __exit__(self, *_: object) -> None:
        self.admin.execute(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS true')
        self.admin.close()


@pytest.fixture
def small_disk(transactional_db: None) -> Iterator[Callable[[], None]]:
    """The table of incoming mail on a file system of 24 MB; a call of the fixture gives it more room."""
    folder = Path(tempfile.mkdtemp(prefix="ponte-small-", dir="/tmp"))
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,mode=0777", "tmpfs", folder], check=False).returncode:
        pytest.skip("this account may not mount a small file system")
    space = folder / "space"
    space.mkdir(mode=0o700)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLESPACE small_{os.getpid()} LOCATION '{space}'")
            cursor.execute(f"ALTER TABLE email_inbound SET TABLESPACE small_{os.getpid()}")
        yield lambda: enlarge(folder)
    finally:
        enlarge(folder)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE email_inbound CASCADE")
            cursor.execute("ALTER TABLE email_inbound SET TABLESPACE pg_default")
            cursor.execute(f"DROP TABLESPACE IF EXISTS small_{os.getpid()}")
        subprocess.run(["umount", "-l", folder], check=False)
        folder.rmdir()


def enlarge(folder: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=300m", folder], check=True)


def test_a_full_disk_is_told_and_nothing_is_promised(
    receiver: Start, mailbox: Mailbox, small_disk: Callable[[], None]
) -> None:
    port = receiver()
    answers: list[int] = []
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
        smtp.ehlo()
        for number in range(12):
            smtp.mail("x@kyiv.example")
            smtp.rcpt("support@velora.example")
            noise = os.urandom(2_000_000).hex()  # it does not compress away
            lines = "\r\n".join(noise[start : start + 900] for start in range(0, len(noise), 900))
            answers.append(smtp.data(mail(lines, message_id=f"<{number}@kyiv.example>"))[0])
    assert set(answers) == {250, 452}
    assert Inbound.objects.count() == answers.count(250)
    # there is room again: the sender comes back and is taken
    before = Inbound.objects.count()
    small_disk()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.sendmail("x@kyiv.example", ["support@velora.example"], mail())
    assert Inbound.objects.count() == before + 1
