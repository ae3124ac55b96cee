"""Makes the database folder: initdb, the first database, in one whole step."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from pathlib import Path

from ponte.config import secret_files
from ponte.config.postgres.account import Account, chosen
from ponte.config.postgres.binaries import folder as binaries
from ponte.config.postgres.binaries import major, program
from ponte.config.trouble import Trouble

log = logging.getLogger("ponte.postgres")
NAME = "ponte"  # of the database and of its owner


def ensure(data: Path, *, durable: bool) -> Path:
    """Make the database folder in `data` unless it is there; return it."""
    folder = data / "postgres"
    if not (folder / "PG_VERSION").exists():
        create(data, folder, durable=durable)
        return folder
    made_by = (folder / "PG_VERSION").read_text().strip()
    if made_by != major():
        raise Trouble(
            f"The data in {folder} were written by PostgreSQL {made_by}, and this is PostgreSQL {major()}.",
            f"set PONTE_PG_BIN to a PostgreSQL {made_by}, run `ponte backup`, restore into a new data folder",
        )
    return folder


def create(data: Path, folder: Path, *, durable: bool) -> None:
    """Run initdb beside `folder` and move the whole into place, so that a cut start leaves no half."""
    log.info("making the database folder %s", folder)
    account, new, words = chosen(), data / "postgres.new", data / "postgres.pw"
    shutil.rmtree(new, ignore_errors=True)
    open_way(data, account)
    new.mkdir(mode=0o700)
    words.touch(mode=0o600)
    try:
        words.write_text(secret_files.of(data, "postgres-password"))
        account.own(new)
        account.own(words)
        account.check_reach(binaries(), new)
        sync = [] if durable else ["--no-sync"]
        run(account, "initdb", "-D", str(new), "-U", NAME, f"--pwfile={words}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--data-checksums", "--no-instructions", *letters(), *sync)  # fmt: skip
    finally:
        words.unlink()
    with (new / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude = 'ponte.conf'  # written anew at each start\n")
        conf.write("include_if_exists = '../postgres.conf'  # yours: what stands there wins\n")
    (new / "ponte.conf").touch(mode=0o600)
    account.own(new / "ponte.conf")
    run(account, "postgres", "--single", "-D", str(new), "postgres", words=f"CREATE DATABASE {NAME}")
    new.rename(folder)


def open_way(data: Path, account: Account) -> None:
    """Let a system account pass through the data folder; what lies in it stays closed to it."""
    if account.user:
        data.chmod(data.stat().st_mode | 0o011)


def letters() -> list[str]:
    """Upper and lower case as in Unicode, sorting by code point: the same on every machine."""
    if int(major()) >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C"]


def run(account: Account, name: str, *arguments: str, words: str = "") -> None:
    """Run one of PostgreSQL's programs to its end."""
    done = subprocess.run(
        [*account.prefix, program(name), *arguments],
        input=words, capture_output=True, text=True, check=False, cwd="/", env=environ(), **account.options(),
    )  # fmt: skip
    if done.returncode != 0:
        raise Trouble(
            f"PostgreSQL's {name} failed:\n{done.stderr.strip() or done.stdout.strip()}",
            "see that the disk has room and that the data folder can be written; then start again",
        )


def environ() -> dict[str, str]:
    """Our environment without what would lead PostgreSQL's programs astray."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
