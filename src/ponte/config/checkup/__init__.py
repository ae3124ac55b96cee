"""What `ponte doctor` looks at: one function a check, each yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ponte.config.checkup import database, files, installation, journal, mail, running, tickets, webhooks
from ponte.config.checkup.finding import Finding
from ponte.config.environment import Environment

Check = Callable[[Environment], Iterator[Finding]]

BEFORE: tuple[Check, ...] = (installation.folder, installation.disk, installation.certificate)
WITHIN: tuple[Check, ...] = (
    database.server, database.migrations, database.long_transactions, journal.partitions, journal.consumers,
    journal.jobs, running.roles, mail.outgoing_server, mail.received, mail.sent, webhooks.webhooks,
    tickets.repeated, files.storage, installation.administrator,
)  # fmt: skip

__all__ = ["BEFORE", "WITHIN", "Check", "Finding"]
