"""One connection to a mailbox's IMAP server."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from ponte.channels.email import oauth
from ponte.channels.email.models import ImapAuth, ImapSecurity, Mailbox
from ponte.channels.email.secrets import unseal

TIMEOUT = 60.0  # seconds without an answer


@contextmanager
def opened(mailbox: Mailbox, timeout: float = TIMEOUT) -> Iterator[IMAPClient]:
    """Connect, make it secure, sign in; leaves politely at the end.

    Raises:
        OSError, IMAPClientError, OAuthError, LostSecret: by step.
    """
    client = connect(mailbox, timeout)
    try:
        sign_in(client, mailbox)
        yield client
    finally:
        with suppress(OSError, IMAPClientError):
            client.logout()
        with suppress(OSError):
            client.shutdown()


def connect(mailbox: Mailbox, timeout: float = TIMEOUT) -> IMAPClient:
    """A connection, encrypted as the mailbox says, certificates checked."""
    security = mailbox.imap_security
    context = ssl.create_default_context()
    client = IMAPClient(
        mailbox.imap_host,
        port=mailbox.imap_port,
        ssl=security == ImapSecurity.TLS,
        ssl_context=context if security == ImapSecurity.TLS else None,
        timeout=timeout,
    )
    if security == ImapSecurity.STARTTLS:
        try:
            client.starttls(context)
        except BaseException:
            with suppress(OSError):  # what went wrong is to be told, not that the end went wrong too
                client.shutdown()
            raise
    return client


def sign_in(client: IMAPClient, mailbox: Mailbox) -> None:
    """Sign in by password or by XOAUTH2."""
    user = mailbox.imap_username or mailbox.address
    if mailbox.imap_auth == ImapAuth.PASSWORD:
        client.login(user, unseal(mailbox.secret))
        return
    try:
        client.oauth2_login(user, oauth.access_token(mailbox))
    except (LoginError, IMAPClientError):
        oauth.forget(mailbox)  # it may have been taken back before its time
        raise
