"""A mailbox that cannot be read says so, once, and says when it can be read again."""

from __future__ import annotations

from django.db import transaction
from imapclient.exceptions import LoginError

from ponte.channels.email.models import Mailbox
from ponte.channels.email.oauth import OAuthError
from ponte.channels.email.secrets import LostSecret
from ponte.events.recording import SYSTEM, record
from ponte.lib import clock

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 300.0
AFTER_REFUSAL = 60.0  # seconds: providers lock accounts that knock too often with a wrong password


def note_failure(mailbox: Mailbox, error: Exception) -> None:
    """Show the error at the mailbox; recorded when it is a new one."""
    words = in_words(error)
    with transaction.atomic():
        changed = Mailbox.objects.filter(pk=mailbox.pk).exclude(error=words).update(error=words)
        if changed and not mailbox.error:
            record("mailbox.failed", by=SYSTEM, subject=f"mailbox:{mailbox.pk}", error=words[:300])
    mailbox.error = words


def note_success(mailbox: Mailbox) -> None:
    """Note when it was last read; recorded when that did not work before."""
    with transaction.atomic():
        mailbox.checked_at = clock.now()
        Mailbox.objects.filter(pk=mailbox.pk).update(checked_at=mailbox.checked_at)
        if mailbox.error and Mailbox.objects.filter(pk=mailbox.pk).exclude(error="").update(error=""):
            record("mailbox.recovered", by=SYSTEM, subject=f"mailbox:{mailbox.pk}")
    mailbox.error = ""


def pause_after(error: Exception, failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    first = AFTER_REFUSAL if is_refusal(error) else FIRST_PAUSE
    return float(min(LONGEST_PAUSE, first * 2 ** (failures - 1)))


def is_refusal(error: Exception) -> bool:
    """Whether somebody has to do something, such as giving another password."""
    return isinstance(error, LoginError | LostSecret) or (isinstance(error, OAuthError) and error.is_final)


def in_words(error: Exception) -> str:
    """The error on one line, never with a password in it."""
    text = error.args[0] if error.args and isinstance(error.args[0], bytes) else str(error)
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{type(error).__name__}: {' '.join(words.split())}"[:1000]
