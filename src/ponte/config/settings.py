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
    # Runs before a statement of ponte.search.statements is prepared; "off" for a pooler that cannot keep them.
    prepares = query.pop("prepare_threshold", "3")
    return {
        "ENGINE": "ponte.config.database",
        "NAME": unquote(parts.path.lstrip("/")) or "ponte",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "prepare_threshold": int(prepares) if prepares.isdigit() else None},
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
    "ponte.team.skills",
    "ponte.team.tokens",
    "ponte.customers",
    "ponte.tickets",
    "ponte.tickets.fields",
    "ponte.tickets.escalating",
    "ponte.tickets.following_up",
    "ponte.tickets.bulk",
    "ponte.tickets.watching",
    "ponte.tickets.links",
    "ponte.tickets.merges",
    "ponte.tickets.saved_views",
    "ponte.tickets.macros",
    "ponte.tickets.sla",
    "ponte.tickets.routing",
    "ponte.tickets.checklists",
    "ponte.tickets.handing",
    "ponte.tickets.later",
    "ponte.tickets.templates",
    "ponte.tickets.timing",
    "ponte.channels.email",
    "ponte.channels.webhooks",
    "ponte.channels.notices",
    "ponte.desk",
    "ponte.desk.account",
    "ponte.desk.administration.people",
    "ponte.desk.administration.sign_in",
    "ponte.desk.administration.teams",
    "ponte.desk.conditions",
    "ponte.desk.customer",
    "ponte.desk.bulk",
    "ponte.desk.attention",
    "ponte.desk.escalations",
    "ponte.desk.following",
    "ponte.desk.handling",
    "ponte.desk.inbox",
    "ponte.desk.macros",
    "ponte.desk.monitor",
    "ponte.desk.notices",
    "ponte.desk.fields",
    "ponte.desk.routing",
    "ponte.desk.ticket",
    "ponte.desk.today",
    "ponte.desk.views",
    "ponte.desk.tokens",
    "ponte.desk.administration.brands",
    "ponte.desk.administration.fields",
    "ponte.desk.administration.journal",
    "ponte.desk.administration.languages",
    "ponte.desk.administration.mail",
    "ponte.desk.administration.policies",
    "ponte.desk.administration.routing",
    "ponte.desk.administration.schedules",
    "ponte.desk.administration.states",
    "ponte.desk.administration.tags",
    "ponte.desk.administration.webhooks",
    "ponte.api",
]

MIDDLEWARE = [
    "ponte.config.security.RequestId",
    "ponte.config.security.WithoutNul",
    "ponte.config.security.SecurityHeaders",
    "ponte.ui.policy.ContentSecurityPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ponte.config.compression.Compression",
    "ponte.api.door.Door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ponte.config.signed_in.AgentSettings",
    "ponte.config.signed_in.SignInFirst",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ponte.config.signed_in.SecondStepFirst",
    "ponte.config.signed_in.LastSeen",
]

ROOT_URLCONF = "ponte.config.urls"
CSRF_FAILURE_VIEW = "ponte.ui.errors.csrf_failure"
WSGI_APPLICATION = "ponte.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "ponte.ui.engine.Jinja2",
        "NAME": "jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "ponte.ui.environment.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "ponte.ui.page.tokens",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

AUTH_USER_MODEL = "team.Agent"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("it", "Italiano"),
    ("es", "Español"),
    ("uk", "Українська"),
    ("pt-br", "Português (Brasil)"),
]
# Every folder of ours with its own catalog: a room, or an area of a door.
LOCALE_PATHS = sorted(path for path in PACKAGE.rglob("locale") if path.is_dir())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": storage.attachments(PONTE),
    "staticfiles": storage.static(PONTE),
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

SESSION_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
SESSION_ENGINE = "ponte.desk.account.session_store"
SESSION_COOKIE_NAME = "ponte_session"
CSRF_COOKIE_NAME = "ponte_csrf"
SESSION_COOKIE_AGE = 30 * 24 * 3600  # seconds since the last sign-in
LANGUAGE_COOKIE_NAME = "ponte_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SESSION_COOKIE_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"  # links from mail carry tokens
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
globals().update(sign_in.settings(PONTE))
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
API_RATE = PONTE.api_rate
WEBHOOK_NETWORKS = PONTE.webhook_networks
