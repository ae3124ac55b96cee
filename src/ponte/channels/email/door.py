"""Which recipients the mail receiver lets in."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from django.db import connection

from ponte.channels.email import addressing
from ponte.channels.email.addressing import OurAddresses, forms_of
from ponte.channels.email.keys import signing_keys
from ponte.lib.mail.identifiers import read_reply_address

FRESH = 2.0  # seconds for which the mailboxes are remembered
FRESH_FOR_STRANGERS = 0.25  # an address we do not know may just have been added


@dataclass
class Door:
    """The mailboxes as the receiver remembers them. `takes_all`: whatever the address, for trying things out.

    `open_when_empty`: with no mailbox at all, take everything for the default brand. Right where only this
    machine can reach the receiver; anywhere else it would take mail that is not ours.
    """

    takes_all: bool = False
    open_when_empty: bool = False
    _known: OurAddresses | None = None
    _read_at: float = -1e9
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def remembers(self, address: str) -> bool:
        """Whether `address` is let in, by what is in memory and fresh; False also means not sure."""
        return self._known is not None and self._age() < FRESH and self._admits(address, self._known)

    def admits(self, address: str) -> bool:
        """Whether `address` is let in; asks the database where memory does not suffice.

        Raises:
            DatabaseError: it cannot be asked.
        """
        with self._lock:
            if self._known is None or self._age() > FRESH_FOR_STRANGERS:
                try:
                    self._known = addressing.load()
                finally:
                    if connection.connection is not None and connection.errors_occurred:
                        connection.close()
                self._read_at = time.monotonic()
            return self._admits(address, self._known)

    @property
    def has_no_mailbox(self) -> bool:
        return self._known is not None and not any(box.is_active for box in self._known.mailboxes.values())

    def _age(self) -> float:
        return time.monotonic() - self._read_at

    def _admits(self, address: str, ours: OurAddresses) -> bool:
        active = {key for key, mailbox in ours.mailboxes.items() if mailbox.is_active}
        if self.takes_all or (not active and self.open_when_empty):
            return True
        if not active.isdisjoint(forms_of(address)):
            return True
        if read_reply_address(address, signing_keys()) is not None:
            return True
        local, _, domain = address.lower().rpartition("@")
        return (local or domain) == "postmaster" and (not local or domain in ours.domains)
