"""Collects the static files under names with a fingerprint, so that browsers may keep them for ever."""

from __future__ import annotations

import fcntl
import hashlib
import logging
from pathlib import Path

from ponte.config.environment import Environment

log = logging.getLogger("ponte.serve")
STAMP = ".collected"


def collect(settings: Environment) -> bool:
    """Collect unless nothing changed since the last time; True when it did. Old files stay for open pages."""
    from django.conf import settings as django
    from django.core.management import call_command

    if settings.debug:
        return False
    target = Path(django.STATIC_ROOT)
    target.mkdir(parents=True, exist_ok=True)
    now = fingerprint()
    with (target / ".collecting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = target / STAMP
        if stamp.exists() and stamp.read_text() == now and (target / "staticfiles.json").exists():
            return False
        log.info("collecting static files")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(now)
        return True


def fingerprint() -> str:
    """Changes whenever a static file of any app does."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
