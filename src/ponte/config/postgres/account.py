"""As whom PostgreSQL runs: it refuses root, so root hands it to somebody else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ponte.config.trouble import Trouble

# In a user namespace the server believes that it is user 1000, while its files stay root's own.
NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
CANDIDATES = ("ponte", "postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """How to run a program so that it is not root."""

    prefix: tuple[str, ...] = ()
    user: str | None = None
    uid: int = -1
    gid: int = -1

    def options(self) -> dict[str, Any]:
        """Keyword arguments for `subprocess` that change to this account."""
        if self.user is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Give `folder` and all in it to this account where another owns it."""
        uid, gid = (self.uid, self.gid) if self.user else (os.geteuid(), os.getegid())
        if os.geteuid() != 0 or folder.stat().st_uid == uid:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, uid, gid, follow_symlinks=False)

    def check_reach(self, *paths: Path) -> None:
        """Raise where this account cannot come to one of `paths`."""
        for path in paths if self.user else ():
            seen = subprocess.run(["test", "-x", str(path)], check=False, **self.options())
            if seen.returncode != 0:
                raise Trouble(
                    f"PostgreSQL refuses to run as root, and the account {self.user} cannot reach {path}.",
                    "keep the data where every account may pass (PONTE_DATA=/var/lib/ponte, and Ponte itself "
                    "under /opt), or start Ponte as an ordinary user, or set DATABASE_URL",
                )


@cache
def chosen() -> Account:
    """The account for this machine: ourselves, else a user namespace, else a system account."""
    if os.geteuid() != 0:
        return Account()
    if namespaces_open():
        return Account(prefix=NAMESPACE)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid:
            return Account(user=name, uid=entry.pw_uid, gid=entry.pw_gid)
    raise Trouble(
        "PostgreSQL refuses root, user namespaces are closed, and no unprivileged account is known.",
        "start Ponte as an ordinary user, make an account named ponte, or set DATABASE_URL",
    )


def namespaces_open() -> bool:
    """Whether root may run programs in a user namespace here."""
    if os.environ.get("PONTE_PG_NAMESPACE") == "0" or not shutil.which("unshare"):
        return False
    tried = subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False)
    return tried.returncode == 0
