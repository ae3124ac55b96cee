"""A request that may be sent twice and is done once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from ponte.api.access import Call
from ponte.api.models import Remembered
from ponte.api.problems import Problem, Wrong, conflict, invalid
from ponte.lib import clock

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
WAIT = "10s"  # how long a duplicate waits for the first to end
_CLAIM = """
    INSERT INTO api_remembered (token_id, key, fingerprint, status, headers, body, created_at)
    VALUES (%s, %s, %s, 0, '{}', '', %s) ON CONFLICT DO NOTHING
"""
SENT_AGAIN = ("Content-Type", "Location", "ETag")


def once(request: Call, do: Callable[[], HttpResponse]) -> HttpResponse:
    """Do it in one transaction; with an `Idempotency-Key`, give the remembered answer the second time.

    The key's row is made first: a duplicate that comes meanwhile waits at the unique index until this transaction
    has ended. A refusal changes nothing and is not remembered.
    """
    key = request.headers.get(HEADER, "")
    with transaction.atomic():
        if not key:
            return do()
        if len(key) > 255 or not key.isprintable():
            raise invalid(Wrong(HEADER, _("Write at most 255 printable characters."), "header"))
        row = _claim(request, key)
        if row is not None:
            return _again(request, row)
        response = do()
        Remembered.objects.filter(token=request.auth, key=key).update(
            status=response.status_code,
            headers={name: response.headers[name] for name in SENT_AGAIN if name in response.headers},
            body=response.content,
        )
        return response


def _claim(request: Call, key: str) -> Remembered | None:
    """Make the row; None when it is ours, else the one that was there."""
    moment = clock.now()
    Remembered.objects.filter(token=request.auth, key=key, created_at__lt=moment - KEPT).delete()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
            cursor.execute(_CLAIM, [request.auth.pk, key, fingerprint(request), moment])
            is_ours = cursor.rowcount == 1
            cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    except OperationalError:
        raise conflict(
            "still-working", _("The same request is still being done"), _("Ask again in a moment.")
        ) from None
    return None if is_ours else Remembered.objects.get(token=request.auth, key=key)


def _again(request: Call, row: Remembered) -> HttpResponse:
    if row.fingerprint != fingerprint(request):
        raise Problem(
            422,
            "key-used",
            _("This key was used for another request"),
            _("Use a new Idempotency-Key for each request."),
            [Wrong(HEADER, _("Used for another request."), "header")],
        )
    response = HttpResponse(bytes(row.body), status=row.status, headers=row.headers)
    response.headers["Idempotent-Replayed"] = "true"
    return response


def fingerprint(request: Call) -> str:
    """What makes two requests the same. A sent file counts by name and size, for its bytes are read once only."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, file in sorted(request.FILES.items()):
            digest.update(f"{name} {getattr(file, 'name', '')} {getattr(file, 'size', 0)}\n".encode())
    else:
        digest.update(request.body)
    return digest.hexdigest()


def forget() -> int:
    """Drop what is older than a day; returns how many."""
    return Remembered.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]
