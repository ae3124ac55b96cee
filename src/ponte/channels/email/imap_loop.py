"""Watches every IMAP mailbox, each in a thread of its own, each in one worker only."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import Q
from imapclient import IMAPClient

from ponte.channels.email import imap
from ponte.channels.email.fetching import fetch_new
from ponte.channels.email.imap_trouble import note_failure, note_success, pause_after
from ponte.channels.email.models import Mailbox
from ponte.lib import clock

log = logging.getLogger(__name__)
LOOK = 2.0  # seconds between looks for mailboxes that nobody watches
POLL = 60.0  # seconds between looks into a folder, whatever IDLE tells
SLICE = 1.0  # seconds for which IDLE is listened to in one go
LEASE = timedelta(seconds=90)
RENEW = 5.0  # seconds; a changed mailbox is noticed by then too
# what makes it another connection when it changes
SETTINGS = (
    "imap_host", "imap_port", "imap_security", "imap_auth", "imap_username", "imap_folder", "imap_after",
    "imap_moves_to", "is_active",
)  # fmt: skip


class Over(Exception):
    """The mailbox is no longer ours to watch, or is set up anew."""


def run_forever(stop: threading.Event) -> None:
    """Watch mailboxes until `stop` is set."""
    watching: dict[int, threading.Thread] = {}
    while not stop.is_set():
        watching = {pk: thread for pk, thread in watching.items() if thread.is_alive()}
        for pk in unwatched(set(watching)):
            watch = Watch.begin(pk)
            if watch is None:
                continue
            thread = threading.Thread(target=watch.run, args=(stop,), name=f"imap-{pk}", daemon=True)
            thread.start()
            watching[pk] = thread
        stop.wait(LOOK)
    for thread in watching.values():
        thread.join(timeout=3)


def unwatched(mine: set[int]) -> list[int]:
    """Active IMAP mailboxes whose lease is free."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=clock.now())
    rows = Mailbox.objects.filter(free, is_active=True).exclude(imap_host="").exclude(pk__in=mine)
    return list(rows.values_list("pk", flat=True))


@dataclass
class Watch:
    """One mailbox under our lease. `lease` is the value that proves it ours."""

    mailbox: Mailbox
    lease: datetime
    renewed: float = field(default_factory=time.monotonic)
    failures: int = 0

    @classmethod
    def begin(cls, pk: int) -> Watch | None:
        """Take the lease; None when another worker was quicker."""
        at = clock.now()
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
        if Mailbox.objects.filter(free, pk=pk, is_active=True).update(lease_until=at + LEASE) != 1:
            return None
        return cls(Mailbox.objects.get(pk=pk), at + LEASE)

    def run(self, stop: threading.Event) -> None:
        """Watch until told to stop or until the mailbox is another's; failures are told and tried again."""
        try:
            while not stop.is_set():
                try:
                    self.connect_and_watch(stop)
                except Over:
                    return
                except Exception as error:
                    self.failures += 1
                    log.warning("%s: %s: %s", self.mailbox.address, type(error).__name__, error)
                    if not self.suffer(error, stop):
                        return
        finally:
            self.let_go()
            connection.close()

    def connect_and_watch(self, stop: threading.Event) -> None:
        with imap.opened(self.mailbox) as client:
            while not stop.is_set():
                self.hold()
                fetch_new(client, self.mailbox, settings.PONTE.mail_max_bytes)
                self.failures = 0
                note_success(self.mailbox)
                self.wait(client, stop)

    def wait(self, client: IMAPClient, stop: threading.Event) -> None:
        """Until something new is announced, or until the next look is due."""
        until = time.monotonic() + POLL
        if not client.has_capability("IDLE"):
            while time.monotonic() < until and not stop.wait(SLICE):
                self.hold()
            return
        client.idle()
        try:
            while time.monotonic() < until and not stop.is_set():
                told = client.idle_check(timeout=SLICE)
                if any(len(each) > 1 and each[1] in (b"EXISTS", b"RECENT") for each in told):
                    break
                self.hold()
        finally:
            client.idle_done()

    def suffer(self, error: Exception, stop: threading.Event) -> bool:
        """Tell of a failure and wait; False when the mailbox is no longer ours."""
        try:
            connection.close_if_unusable_or_obsolete()
            note_failure(self.mailbox, error)
            until = time.monotonic() + pause_after(error, self.failures)
            while time.monotonic() < until and not stop.wait(SLICE):
                self.hold()
        except Over:
            return False
        except Error:
            log.exception("%s: the failure could not be noted", self.mailbox.address)
            connection.close()
            stop.wait(5)
        return True

    def hold(self) -> None:
        """Renew the lease when it is time, and see whether the mailbox was set up anew.

        Raises:
            Over: it is another's, switched off, or changed.
        """
        if time.monotonic() - self.renewed < RENEW:
            return
        until = clock.now() + LEASE
        with transaction.atomic():
            mine = Mailbox.objects.filter(pk=self.mailbox.pk, lease_until=self.lease)
            if mine.update(lease_until=until) != 1:
                raise Over
        self.lease, self.renewed = until, time.monotonic()
        if _setting(Mailbox.objects.get(pk=self.mailbox.pk)) != _setting(self.mailbox):
            raise Over

    def let_go(self) -> None:
        """Give the lease back, so that the next worker need not wait for its end."""
        try:
            Mailbox.objects.filter(pk=self.mailbox.pk, lease_until=self.lease).update(lease_until=None)
        except Error as error:
            log.warning("%s: the lease could not be given back (%s); it ends by itself", self.mailbox.address, error)


def _setting(mailbox: Mailbox) -> tuple[object, ...]:
    return (*(getattr(mailbox, name) for name in SETTINGS), bytes(mailbox.secret or b""))
