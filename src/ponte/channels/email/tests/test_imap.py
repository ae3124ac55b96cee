"""Mailboxes on a real Dovecot."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from ponte.channels.email import fetching, imap, imap_loop, processing
from ponte.channels.email.fetching import fetch_new
from ponte.channels.email.models import AfterFetching, Disposition, ImapSecurity, Inbound, Mailbox
from ponte.channels.email.secrets import seal
from ponte.channels.email.tests.dovecot import PASSWORD, Dovecot
from ponte.channels.email.tests.samples import mail
from ponte.events.models import Event
from ponte.tickets.models import Brand, Ticket

pytestmark = pytest.mark.skipif(not shutil.which("dovecot", path="/usr/sbin:/usr/bin"), reason="needs dovecot-imapd")
MUCH = 10_000_000


@pytest.fixture
def box(server: Dovecot, request: pytest.FixtureRequest, transactional_db: None) -> Mailbox:
    user = re.sub(r"\W+", "-", request.node.name).strip("-")
    return Mailbox.objects.create(
        address=f"{user}@velora.example",
        brand=Brand.objects.get(is_default=True),
        imap_host="127.0.0.1",
        imap_port=server.port,
        imap_security=ImapSecurity.NONE,
        imap_username=user,
        secret=seal(PASSWORD),
    )


def fetch(box: Mailbox, limit: int = MUCH) -> int:
    box.refresh_from_db()
    with imap.opened(box) as client:
        return fetch_new(client, box, limit)


def test_unread_mail_comes_in_once_and_is_marked_read(server: Dovecot, box: Mailbox) -> None:
    raw = mail(to=box.address)
    server.put(box.imap_username, raw)
    assert fetch(box) == 1
    stored = Inbound.objects.get()
    assert bytes(stored.raw) == raw
    assert (stored.road, stored.mailbox) == ("imap", box)
    with server.client(box.imap_username) as client:
        client.select_folder("INBOX")
        assert client.search("UNSEEN") == []
    assert fetch(box) == 0
    processing.drain()
    assert Ticket.objects.get().mailbox_address == box.address


def test_what_was_read_before_is_left_and_later_mail_is_taken_read_or_not(server: Dovecot, box: Mailbox) -> None:
    with server.client(box.imap_username) as client:
        client.append("INBOX", mail("years ago"), flags=[rb"\Seen"])
    assert fetch(box) == 0
    with server.client(box.imap_username) as client:
        client.append("INBOX", mail("read on a phone"), flags=[rb"\Seen"])
    assert fetch(box) == 1
    assert b"phone" in bytes(Inbound.objects.get().raw)


@pytest.mark.parametrize("after", list(AfterFetching))
def test_what_happens_on_the_server(server: Dovecot, box: Mailbox, after: AfterFetching) -> None:
    box.imap_after, box.imap_moves_to = after, "Ponte/Done"
    box.save()
    server.put(box.imap_username, mail(str(after)))
    assert fetch(box) == 1
    with server.client(box.imap_username) as client:
        client.select_folder("INBOX")
        assert len(client.search()) == (1 if after in (AfterFetching.SEEN, AfterFetching.LEAVE) else 0)
        assert len(client.search("UNSEEN")) == (1 if after == AfterFetching.LEAVE else 0)
        if after == AfterFetching.MOVE:
            client.select_folder("Ponte.Done")
            assert len(client.search()) == 1


def test_too_large_is_told_and_blocks_nothing(server: Dovecot, box: Mailbox) -> None:
    server.put(box.imap_username, mail("x" * 5000, subject="huge"))
    server.put(box.imap_username, mail("small"))
    assert fetch(box, limit=4000) == 2
    huge = Inbound.objects.get(reason="too_large")
    assert huge.disposition == Disposition.FAILED
    assert b"Subject: huge" in bytes(huge.raw)
    assert Inbound.objects.filter(disposition=Disposition.PENDING).count() == 1
    assert fetch(box, limit=4000) == 0


@pytest.mark.parametrize("trouble", [IMAPClientError, IMAPClientAbortError])
def test_a_mail_that_cannot_be_had_blocks_no_other(
    server: Dovecot, box: Mailbox, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    server.put(box.imap_username, mail("broken"))
    server.put(box.imap_username, mail("whole"))
    true = fetching._body
    with server.client(box.imap_username) as client:
        client.select_folder("INBOX")
        broken = client.search("UNSEEN")[0]

    def body(client: object, uid: int, part: bytes) -> bytes | None:
        if uid == broken:
            raise trouble("the server stumbles")
        return true(client, uid, part)

    monkeypatch.setattr(fetching, "_body", body)
    for _ in range(3):
        try:
            fetch(box)
        except trouble:
            continue
    assert Inbound.objects.get(reason="not_fetched").disposition == Disposition.FAILED
    assert b"whole" in bytes(Inbound.objects.get(disposition=Disposition.PENDING).raw)


def test_numbers_made_anew_lose_and_double_nothing(server: Dovecot, box: Mailbox) -> None:
    server.put(box.imap_username, mail("before"))
    fetch(box)
    Mailbox.objects.update(uid_validity=box.uid_validity - 1, last_uid=700)
    server.put(box.imap_username, mail("between"))
    fetch(box)
    processing.drain()
    assert sorted(Inbound.objects.values_list("disposition", flat=True)) == ["new_ticket", "new_ticket"]
    box.refresh_from_db()
    assert box.last_uid == 2


def test_the_same_mail_fetched_again_after_a_crash_is_stored_once(server: Dovecot, box: Mailbox) -> None:
    server.put(box.imap_username, mail())
    fetch(box)
    Mailbox.objects.update(last_uid=0)
    assert fetch(box) == 0
    assert Inbound.objects.count() == 1


@pytest.mark.parametrize("security", [ImapSecurity.TLS, ImapSecurity.STARTTLS])
def test_encrypted_and_the_certificate_is_checked(
    server: Dovecot, box: Mailbox, monkeypatch: pytest.MonkeyPatch, security: ImapSecurity
) -> None:
    box.imap_security, box.imap_host = security, "localhost"
    box.imap_port = server.tls_port if security == ImapSecurity.TLS else server.port
    box.save()
    with pytest.raises(OSError, match="certificate"):
        fetch(box)
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    server.put(box.imap_username, mail())
    assert fetch(box) == 1


def test_a_wrong_password_is_refused(server: Dovecot, box: Mailbox) -> None:
    Mailbox.objects.update(secret=seal("wrong"))
    with pytest.raises(LoginError):
        fetch(box)


@pytest.fixture
def watch() -> Iterator[Callable[[], None]]:
    """Run the watching loop, as a worker does."""
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def start() -> None:
        thread = threading.Thread(target=imap_loop.run_forever, args=(stop,), daemon=True)
        thread.start()
        threads.append(thread)

    yield start
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_idle_brings_mail_within_seconds_and_two_workers_share(
    server: Dovecot, box: Mailbox, watch: Callable[[], None]
) -> None:
    watch()
    watch()
    until(lambda: Mailbox.objects.get().checked_at is not None)
    server.put(box.imap_username, mail())
    until(lambda: Inbound.objects.count() == 1, imap_loop.POLL / 2)  # so IDLE brought it, and not the poll
    time.sleep(0.5)
    assert Inbound.objects.count() == 1


def test_trouble_shows_and_goes_and_other_mailboxes_go_on(
    server: Dovecot, box: Mailbox, watch: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Mailbox.objects.get()
    other.pk, other.address, other.imap_username = None, "other@velora.example", "other-box"
    other.save()
    Mailbox.objects.filter(pk=box.pk).update(secret=seal("wrong"))
    server.put("other-box", mail())
    watch()
    until(lambda: Mailbox.objects.get(pk=box.pk).error != "")
    assert "LoginError" in Mailbox.objects.get(pk=box.pk).error
    until(lambda: Inbound.objects.count() == 1)
    assert Mailbox.objects.get(pk=other.pk).error == ""
    server.put(box.imap_username, mail())
    Mailbox.objects.filter(pk=box.pk).update(secret=seal(PASSWORD))  # noticed without a restart
    until(lambda: Mailbox.objects.get(pk=box.pk).error == "", 30)
    until(lambda: Inbound.objects.count() == 2)
    kinds = Event.objects.filter(subject=f"mailbox:{box.pk}").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["mailbox.failed", "mailbox.recovered"]


def test_the_folder_may_have_any_name(server: Dovecot, box: Mailbox) -> None:
    with server.client(box.imap_username) as client:
        client.create_folder("Клієнти & Co")
        client.append("Клієнти & Co", mail())
    box.imap_folder = "Клієнти & Co"
    box.save()
    assert fetch(box) == 1
