"""Mailboxes are added and changed by people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.channels.email import consenting, secrets
from ponte.channels.email.consenting import Application
from ponte.channels.email.identity import bare
from ponte.channels.email.models import AfterFetching, Mailbox
from ponte.events.recording import Actor, record
from ponte.tickets.locking import require_writer

FIELDS = (
    "address",
    "name",
    "brand",
    "team",
    "is_active",
    "colleagues_join",
    "imap_host",
    "imap_port",
    "imap_security",
    "imap_auth",
    "imap_username",
    "imap_folder",
    "imap_after",
    "imap_moves_to",
)
# with another server, user or folder the place we had read up to means nothing
_OTHER_PLACE = {"imap_host", "imap_username", "imap_folder"}


@transaction.atomic
def add(
    *,
    by: Actor | str,
    secret: str = "",
    application: Application | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Mailbox:
    """Add a mailbox. `secret`: the password, or the refresh token of a mailbox that signs in by OAuth 2.

    Raises:
        ValidationError: by field; nothing was added.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    mailbox = Mailbox()
    _fill(mailbox, fields)
    _check(mailbox)
    _keep_secret(mailbox, secret, application)
    mailbox.save(force_insert=True)
    record("mailbox.created", by=by, subject=f"mailbox:{mailbox.pk}", at=at, address=mailbox.address)
    return mailbox


@transaction.atomic
def change(
    mailbox: Mailbox,
    *,
    by: Actor | str,
    secret: str = "",
    application: Application | None = None,
    at: datetime | None = None,
    **fields: Any,
) -> Mailbox:
    """Change the named fields; an empty secret keeps the stored one.

    Raises:
        ValidationError: by field; nothing was changed.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    held = Mailbox.objects.select_for_update(of=("self",)).select_related("brand", "team").get(pk=mailbox.pk)
    old = {name: getattr(held, name) for name in FIELDS}
    _fill(held, fields)
    _check(held)
    changed = [name for name in FIELDS if old[name] != getattr(held, name)]
    if _keep_secret(held, secret, application):
        changed.append("secret")
    if _OTHER_PLACE & set(changed):
        held.uid_validity, held.last_uid = None, 0
    if changed:
        held.error = ""
        held.save()
    for name in changed:
        record("mailbox.changed", by=by, subject=f"mailbox:{held.pk}", at=at, field=name)
    return held


def _keep_secret(mailbox: Mailbox, secret: str, application: Application | None) -> bool:
    if consenting.needs_consent(mailbox):
        return consenting.keep_application(mailbox, application or Application(), secret)
    if secret:
        mailbox.secret = secrets.seal(secret)
    return bool(secret)


def _fill(mailbox: Mailbox, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"a mailbox has no {name}")
        setattr(mailbox, name, value.strip() if isinstance(value, str) else value)
    mailbox.address = mailbox.address.lower()
    mailbox.imap_folder = mailbox.imap_folder or "INBOX"


def _check(mailbox: Mailbox) -> None:
    wrong: dict[str, str] = {}
    if not mailbox.address or "@" not in mailbox.address:
        wrong["address"] = _("Write an address such as support@example.org.")
    elif mailbox.address != bare(mailbox.address):
        wrong["address"] = _("Leave out the part after the +: Ponte uses it for itself.")
    elif Mailbox.objects.filter(address__iexact=mailbox.address).exclude(pk=mailbox.pk).exists():
        wrong["address"] = _("There is a mailbox with this address already.")
    if "://" in mailbox.imap_host or "/" in mailbox.imap_host or " " in mailbox.imap_host:
        wrong["imap_host"] = _("Write the server’s name alone, such as imap.example.org.")
    if mailbox.imap_after == AfterFetching.MOVE and not mailbox.imap_moves_to:
        wrong["imap_moves_to"] = _("Say into which folder.")
    if wrong:
        raise ValidationError(wrong)
