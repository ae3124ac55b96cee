"""One throw-away PostgreSQL for the run; one clone of a migrated template for each worker."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

sys.path.insert(0, str(Path(__file__).parent / "src"))
sys.path.insert(0, str(Path(__file__).parent))
from ponte.config import compiling
from ponte.config.postgres import attaching

pytest_plugins = ["tests.browser", "tests.cast", "tests.matters"]

TEMPLATE = "ponte_template"
_folder: Path | None = None
_server: attaching.Attachment | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Start the server in the process that leads the run; workers find it in the environment."""
    global _folder, _server
    _be_patient()
    if "PONTE_TEST_PG" not in os.environ:
        _folder = Path(tempfile.mkdtemp(prefix="ponte-test-", dir="/tmp"))
        _server = attaching.Attachment(_folder, durable=False)
        os.environ["PONTE_TEST_PG"] = _server.attach()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    os.environ["DATABASE_URL"] = _url(f"ponte_{worker}")
    os.environ["PONTE_DATA"] = tempfile.mkdtemp(prefix="ponte-data-")
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


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(os.environ["PONTE_DATA"], ignore_errors=True)
    if _folder and _server:
        _server.detach()
        shutil.rmtree(_folder, ignore_errors=True)


def _url(database: str) -> str:
    return urlsplit(os.environ["PONTE_TEST_PG"])._replace(path=f"/{database}").geturl()


def _admin() -> psycopg.Connection[Any]:
    return psycopg.connect(_url("postgres"), autocommit=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Clone the migrated template; the first worker makes it while the others wait at the lock."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    name = settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock(), _admin() as admin:
        admin.execute("SELECT pg_advisory_lock(4711)")
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            admin.execute(f"CREATE DATABASE {TEMPLATE}")
            connections["default"].settings_dict["NAME"] = TEMPLATE
            call_command("migrate", verbosity=0)
            connections["default"].close()
            connections["default"].settings_dict["NAME"] = name
        admin.execute(f"DROP DATABASE IF EXISTS {name}")
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        admin.execute("SELECT pg_advisory_unlock(4711)")
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
