"""What STARTTLS uses at the receiver. A renewed certificate is taken up without a restart."""

from __future__ import annotations

import logging
import ssl
from pathlib import Path

log = logging.getLogger(__name__)
Stamp = tuple[tuple[int, int], ...]


class Encryption:
    """The context of the certificate as its files are now; those that cannot be used leave the last one."""

    def __init__(self, certificate: Path, key: Path | None) -> None:
        """Raises OSError or ssl.SSLError where the files cannot be used."""
        self.certificate, self.key = certificate, key
        self._stamp = self._seen()
        self._context = self._load()

    def context(self) -> ssl.SSLContext:
        """For a connection that begins now."""
        stamp = self._seen()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._context = self._load()
                log.info("took up the renewed certificate %s", self.certificate)
            except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
                log.warning("the renewed certificate cannot be used, the one before is kept: %s", error)
        return self._context

    def _load(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key)
        return context

    def _seen(self) -> Stamp:
        """What tells a changed file; a missing one (in the middle of a renewal) counts as changed."""
        found = []
        for path in (self.certificate, self.key):
            try:
                state = path.stat() if path else None
            except OSError:
                state = None
            found.append((state.st_mtime_ns, state.st_ino) if state else (0, 0))
        return tuple(found)
