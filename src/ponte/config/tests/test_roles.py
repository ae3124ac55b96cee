"""Two of each role against one database, as on several machines."""

import os
import smtplib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from ponte.config.postgres.tuning import free_port
from ponte.config.tests.started import Started, get, ponte

NAME = "ponte_roles"


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """An empty database of its own on the suite's server."""
    admin = os.environ["PONTE_TEST_PG"]
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")
        yield urlsplit(admin)._replace(path=f"/{NAME}").geturl()
        connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def test_two_of_each(database: str, tmp_path: Path) -> None:
    early = ponte("web", "--data", str(tmp_path), "--port", str(free_port()), DATABASE_URL=database)
    assert early.returncode == 1
    assert "run `ponte migrate` once" in early.stderr
    both = [Started("migrate", "--data", str(tmp_path), DATABASE_URL=database) for _ in range(2)]
    assert [one.process.wait(300) for one in both] == [0, 0], [one.lines for one in both]

    web_ports, mail_ports = [free_port(), free_port()], [free_port(), free_port()]
    words = [("web", "--port", str(port)) for port in web_ports]
    words += [("mail", "--mail-port", str(port)) for port in mail_ports]
    words += [("worker",), ("worker",)]
    started = [Started(*line, "--data", str(tmp_path), DATABASE_URL=database) for line in words]
    try:
        for one in started:
            one.wait_for("is ready")
        for port in web_ports:
            assert get(port, "/health") == (200, "ok\n")
        for port in mail_ports:
            with smtplib.SMTP("127.0.0.1", port, timeout=60) as link:
                assert link.noop()[0] == 250
    finally:
        codes = [one.stop() for one in started]
    assert codes == [0] * 6
    assert not (tmp_path / "postgres").exists()


def test_a_role_alone_uses_the_embedded_database(tmp_path: Path) -> None:
    assert ponte("migrate", "--data", str(tmp_path)).returncode == 0
    port = free_port()
    web = Started("web", "--data", str(tmp_path), "--port", str(port))
    web.wait_for("Ponte's web is ready")
    assert get(port, "/health")[0] == 200
    assert web.stop() == 0
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_no_database_at_the_address(tmp_path: Path) -> None:
    done = ponte("worker", "--data", str(tmp_path), DATABASE_URL="postgresql://me:hush@127.0.0.1:9/ponte")
    assert done.returncode == 2
    assert "DATABASE_URL leads to no database" in done.stderr
    assert "hush" not in done.stderr
    assert "Traceback" not in done.stderr
