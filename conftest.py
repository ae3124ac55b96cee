"""A throw-away PostgreSQL for each process that runs tests.

Not one for all: consumers read up to the oldest transaction of the whole server, so an open one in another
worker's database would hold back the events that a test waits for.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

sys.path.insert(0, str(Path(__file__).parent / "src"))
sys.path.insert(0, str(Path(__file__).parent))
from ponte.config import compiling
from ponte.config.postgres import attaching

pytest_plugins = ["tests.browser", "tests.cast", "tests.matters"]

_folder: Path | None = None
_server: attaching.Attachment | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Start the server, unless others run the tests for this process."""
    global _folder, _server
    _be_patient()
    os.environ["PONTE_DATA"] = tempfile.mkdtemp(prefix="ponte-data-")
    (Path(os.environ["PONTE_DATA"]) / "static").mkdir()  # else every client warns that it is missing
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        _folder = Path(tempfile.mkdtemp(prefix="ponte-test-", dir="/tmp"))
        _server = attaching.Attachment(_folder, durable=False)
        os.environ["DATABASE_URL"] = os.environ["PONTE_TEST_PG"] = _server.attach()
        _point_settings()
    compiling.compile_stale()


def _be_patient() -> None:
    """The suite judges what is right; how quick it is depends on who else uses the machine (see benchmarks/)."""
    hypothesis_settings.register_profile("ponte", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    hypothesis_settings.load_profile("ponte")
    from playwright.sync_api import expect

    expect.set_options(timeout=30_000)  # milliseconds


def _point_settings() -> None:
    """pytest-django reads the settings before this file is read, so they are turned to the test server here."""
    from django.conf import settings

    from ponte.config.settings import database_from

    settings.DATABASES["default"].update(database_from(os.environ["DATABASE_URL"]))
    settings.DATA = Path(os.environ["PONTE_DATA"])
    settings.STATIC_ROOT = settings.DATA / "static"
    settings.STORAGES["default"]["OPTIONS"]["location"] = settings.DATA / "files"


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Leave nothing behind. After all fixtures ended; `pytest_unconfigure` is not sure to come in workers."""
    global _server
    if _folder and _server:
        _server.detach()
        _server = None
        shutil.rmtree(_folder, ignore_errors=True)
    shutil.rmtree(os.environ["PONTE_DATA"], ignore_errors=True)


@pytest.fixture(autouse=True)
def _nobodys_language() -> None:
    """Begin as nobody: the reader of the last request has left language and time zone behind in this thread."""
    from django.utils import timezone, translation

    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def _nobodys_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fields of the last test are gone with its transaction. Within a test they are looked at when they change."""
    from ponte.tickets.fields import catalogue

    catalogue.forget()
    monkeypatch.setattr(catalogue, "FRESH", 3600.0)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Make the tables."""
    from django.core.management import call_command
    from django.db import connections

    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


@pytest.fixture(autouse=True)
def _empty_journal_after_commits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that truly commit are flushed by Django, but the journal's table is not Django's to flush."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("TRUNCATE events_event, ponte_cache")
