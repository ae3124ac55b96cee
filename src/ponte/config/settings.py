"""Django's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import django_stubs_ext

from ponte.config import environment, secret_files, sign_in, storage

django_stubs_ext.monkeypatch()

PONTE = environment.current()  # every decision of the installation, typed
PACKAGE = Path(__file__).resolve().parent.parent
DATA = PONTE.data.absolute()
DEBUG = PONTE.debug
SECRET_KEY = (
    PONTE.secret_key
    or secret_files.known(DATA, "secret-key")
    or "only for tests and tools: the command makes a real one before it serves"
)
SECRET_KEY_FALLBACKS: list[str] = []
PUBLIC_URL = PONTE.address
# Links are built from the public address, never from what a request says; so without one any name will do.
ALLOWED_HOSTS = (
    [str(urlsplit(PONTE.public_url).hostname), "localhost", "127.0.0.1", "[::1]", *PONTE.allowed_hosts]
    if PONTE.public_url
    else ["*"]
)
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(PUBLIC_URL))]
LOGGING_CONFIG = None  # the command has set the logs up: ponte.config.logs


def database_from(url: str) -> dict[str, Any]:
    """Django's database entry for a postgresql:// URL."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "ponte",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


DATABASES = {"default": database_from(PONTE.database_url or "postgresql:///ponte")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    *sign_in.APPS,
    "ponte.ui",
    "ponte.events",
    "ponte.team",
    "ponte.team.schedules",
    "ponte.customers",
    "ponte.tickets",
    "ponte.tickets.following_up",
