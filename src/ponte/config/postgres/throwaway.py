"""A server for tests: fast, and lost in a crash."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from ponte.config.postgres.attaching import Attachment

CONF = "autovacuum = off\nmax_connections = 200\nshared_buffers = 64MB\n"
_attachments: dict[Path, Attachment] = {}


def start_for_tests(folder: Path) -> str:
    """Start a throw-away server in `folder`; returns its address with `{name}` in the database's place."""
    (folder / "postgres.conf").write_text(CONF)
    attachment = Attachment(folder, durable=False)
    address = urlsplit(attachment.attach())
    _attachments[folder] = attachment
    return address._replace(path="/{name}").geturl()


def stop_for_tests(folder: Path) -> None:
    """Stop the throw-away server."""
    _attachments.pop(folder).detach()
