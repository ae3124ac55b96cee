"""A mailbox at Google or Microsoft: its application, and its owner's consent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction

from ponte.channels.email import oauth
from ponte.channels.email.models import ImapAuth, Mailbox
from ponte.channels.email.oauth import Grant, OAuthError
from ponte.channels.email.secrets import LostSecret
from ponte.events.recording import Actor, record
from ponte.tickets.locking import require_writer


@dataclass(frozen=True)
class Application:
    """What the provider knows our installation by. Empty fields keep what is stored."""

    client_id: str = ""
    client_secret: str = ""
    tenant: str = ""


def needs_consent(mailbox: Mailbox) -> bool:
    """Whether this mailbox signs in by OAuth 2."""
    return mailbox.imap_auth != ImapAuth.PASSWORD


def known_grant(mailbox: Mailbox) -> Grant:
    """What is kept, or an empty grant."""
    try:
        return oauth.grant_of(mailbox)
    except (OAuthError, LostSecret):
        return Grant("", "")


def keep_application(mailbox: Mailbox, application: Application, refresh_token: str = "") -> bool:
    """Set the application on `mailbox` (not saved); another client id drops the old consent. True when changed."""
    old = known_grant(mailbox)
    new = replace(
        old,
        client_id=application.client_id or old.client_id,
        client_secret=application.client_secret or old.client_secret,
        tenant=application.tenant or old.tenant,
    )
    if new.client_id != old.client_id:
        new = replace(new, refresh_token="")
    if refresh_token:
        new = replace(new, refresh_token=refresh_token)
    if new == old:
        return False
    mailbox.secret = oauth.sealed(new)
    return True


@transaction.atomic
def _save(mailbox: Mailbox, grant: Grant, by: Actor | str) -> None:
    mailbox.secret = oauth.sealed(grant)
    mailbox.error = ""
    mailbox.save(update_fields=["secret", "error"])
    record("mailbox.changed", by=by, subject=f"mailbox:{mailbox.pk}", field="secret")


def accept(mailbox: Mailbox, code: str, redirect_uri: str, *, by: Actor | str) -> None:
    """Turn the code that the provider sent back into a stored consent.

    Raises:
        OAuthError: the provider refused the code.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    grant = oauth.redeem(mailbox.imap_auth, known_grant(mailbox), code, redirect_uri)
    oauth.forget(mailbox)
    _save(mailbox, grant, by)
