"""The machine's side: data folder, disk, certificate, and whether anybody can sign in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta

from ponte.config import certificates
from ponte.config.checkup.finding import Finding, note, ok, problem
from ponte.config.environment import Environment
from ponte.config.progress import size
from ponte.config.trouble import SettingTrouble
from ponte.lib import clock

LEAST_ROOM, GOOD_ROOM = 500_000_000, 5_000_000_000  # bytes


def folder(ours: Environment) -> Iterator[Finding]:
    """The data folder is there and closed to others (that it can be written was seen at the start)."""
    secrets = ours.data / "secrets"
    open_ones = [path.name for path in secrets.glob("*") if path.stat().st_mode & 0o077]
    if open_ones:
        yield problem(
            f"other accounts may read the secrets {', '.join(open_ones)} in {secrets}",
            f"chmod 600 {secrets}/*",
        )
    else:
        yield ok(f"data folder {ours.data.absolute()}")


def disk(ours: Environment) -> Iterator[Finding]:
    """There is room for mail to come."""
    free = shutil.disk_usage(ours.data).free
    words = f"{size(free)} of disk are free"
    if free < LEAST_ROOM:
        yield problem(words, "make room: when the disk is full, mail is refused until there is some")
    elif free < GOOD_ROOM:
        yield note(words, "make room soon")
    else:
        yield ok(words)


def certificate(ours: Environment) -> Iterator[Finding]:
    """The certificate of the mail receiver is valid and fits its key."""
    try:
        end = certificates.check(ours)
    except SettingTrouble as trouble:
        yield problem(trouble.what, trouble.mend)
        return
    if end is None:
        yield note("the mail receiver offers no encryption", "set PONTE_TLS_CERTIFICATE and PONTE_TLS_KEY")
        return
    if end < clock.now():
        yield problem(
            f"the certificate ended on {end:%Y-%m-%d}", "renew it; the mail role takes up the new one by itself"
        )
    elif end < clock.now() + timedelta(days=14):
        yield note(f"the certificate ends on {end:%Y-%m-%d}", "renew it")
    else:
        yield ok(f"certificate of the mail receiver, valid until {end:%Y-%m-%d}")


def administrator(ours: Environment) -> Iterator[Finding]:
    """Somebody can administer this Ponte."""
    from ponte.team.models import Agent, Role

    number = Agent.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count()
    if number:
        yield ok(f"{number} {'administrator' if number == 1 else 'administrators'} can sign in")
    else:
        yield note("there is no administrator yet", "open the link that `ponte serve` prints")
