"""The first administrator: a link that works once, while there is no administrator yet.

The token is derived from the installation's secret, so it survives restarts and is kept nowhere.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ponte.team.creating import create
from ponte.team.errors import DoorClosed
from ponte.team.models import Agent, Role

_LOCK = 4_711_001  # one set-up at a time, over all processes


def link() -> str | None:
    """The path to make the first administrator, or None once there is one."""
    return None if is_done() else f"/setup/{_token()}"


def is_done() -> bool:
    """Whether an administrator can sign in."""
    return Agent.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists()


def is_open(token: str) -> bool:
    """Whether this token opens the set-up now."""
    return constant_time_compare(token, _token()) and not is_done()


@transaction.atomic
def complete(
    token: str, *, email: str, name: str, password: str, locale: str = "en", time_zone: str = "UTC"
) -> Agent:
    """Make the first administrator.

    Raises:
        DoorClosed: the token is wrong, or somebody was first.
        ValidationError: by field.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    if not is_open(token):
        raise DoorClosed
    return create(
        email,
        name=name,
        role=Role.ADMINISTRATOR,
        password=password,
        locale=locale,
        time_zone=time_zone,
        by=None,
    )


def _token() -> str:
    digest = salted_hmac("ponte.team.setup", "first administrator", algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:24]).decode()
