"""Runs PostgreSQL's own tools against a database, its password out of everybody's sight."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from ponte.config.postgres.binaries import program
from ponte.config.postgres.cluster import environ
from ponte.config.trouble import Trouble


def run(tool: str, url: str, *arguments: str, watch: Callable[[], None] | None = None) -> None:
    """Run a tool on the database at `url`; `watch` is called now and then while it works."""
    parts = urlsplit(url)
    place = parts.hostname or ""
    if parts.username:
        place = f"{parts.username}@{place}"
    if parts.port:
        place = f"{place}:{parts.port}"
    # A process list shows arguments to everybody and the environment to nobody else.
    secret = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    process = subprocess.Popen(
        [program(tool), f"--dbname={parts._replace(netloc=place).geturl()}", "--no-password", *arguments],
        env=environ() | secret,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while True:
            try:
                _, said = process.communicate(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                if watch:
                    watch()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if process.returncode != 0:
        raise Trouble(f"PostgreSQL's {tool} failed: {said.strip()[-1500:]}")


def named(url: str, database: str) -> str:
    """The same server, another database."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def counts(connection: Any) -> dict[str, int]:
    """The number of rows of every table of ours."""
    from psycopg import sql

    tables = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
    ).fetchall()
    answer = {}
    for (name,) in tables:
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        answer[name] = row[0]
    return answer


def name_of(url: str) -> str:
    """The database that an address names."""
    return unquote(urlsplit(url).path.lstrip("/"))
